import { ContactGraphError } from '@app/contact-graph';
import { ERRORS, type ErrorCode } from '@app/contracts';
import { DomainError } from '@app/platform';

/** Does something with the engine. What the engine refuses (a place that contains itself, say) is a `DomainError`. */
export async function withEngine<T>(deed: () => Promise<T>): Promise<T> {
  try {
    return await deed();
  } catch (error) {
    if (error instanceof ContactGraphError && error.code in ERRORS) throw new DomainError(error.code as ErrorCode);
    throw error;
  }
}
