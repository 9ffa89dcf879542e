import type { ErrorCode } from '@app/contracts';

/** Thrown where a run has lost its claim: cancelled, taken over after its lease ran out, or put back at shut-down. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

/**
 * Thrown by a processor for trouble that is expected to pass (a receiver that does not answer): the work is queued again
 * without an error in the log. It counts as a failure; after the last one the work has failed with the problem `code`.
 */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';

  /** @param waitMs instead of the job's own, growing wait. `detail` reaches callers: no personal data. */
  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    readonly waitMs?: number,
  ) {
    super(detail ?? code);
  }
}
