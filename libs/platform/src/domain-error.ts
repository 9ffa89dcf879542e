import { ERRORS, problemOf, type ErrorCode, type Fault, type Problem } from '@app/contracts';

/**
 * A refusal that the caller can act on. Everything else that is thrown is a bug.
 * `detail` and the faults reach the caller: they never hold personal data.
 */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    readonly faults?: Fault[],
    /** Seconds after which asking again makes sense, for 429 and 503. */
    readonly retryAfter?: number,
  ) {
    super(detail ?? ERRORS[code].title);
  }

  toProblem(): Problem {
    return problemOf(this.code, this.detail, this.faults);
  }
}

/** The one answer for what is absent and for what lies outside the caller's scope: byte for byte alike. */
export const notFound = (): DomainError => new DomainError('not_found');
