import type { ErrorCode, Fault, Problem } from '@app/contracts';

/** Codes of what never reached the service; the dictionary has words for them as for those of the error table. */
export type PageErrorCode = ErrorCode | 'offline' | 'unreadable_answer';

/** An answer that refuses, or none at all. */
export class ProblemError extends Error {
  constructor(
    readonly code: PageErrorCode,
    readonly status: number,
    /** The service's own words; they hold no personal data. */
    readonly detail = '',
    readonly faults: readonly Fault[] = [],
  ) {
    super(code);
  }
}

/** Reads a refusal. What is no problem document (a proxy's page, say) is `unavailable` or unreadable. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const { status } = response;
  const isProblem = response.headers.get('content-type')?.includes('problem+json') ?? false;
  if (!isProblem) return new ProblemError(status >= 500 ? 'unavailable' : 'unreadable_answer', status);
  const { code, detail, errors } = (await response.json()) as Problem;
  return new ProblemError(code, status, detail, errors ?? []);
}

/** Whether to try again may help without anybody doing anything. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ProblemError && ['offline', 'unavailable', 'too_many_requests'].includes(error.code);

/** What was typed to prove who somebody is was not right; not that the session is at fault. */
export const isRefused = (error: unknown): boolean => error instanceof ProblemError && error.status === 401;
