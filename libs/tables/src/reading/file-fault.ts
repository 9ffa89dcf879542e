import type { ErrorCode, Fault } from '@app/contracts';

/** What a reader refuses in a file. Readers run in threads of their own, so it is as light as that: no other imports. */
export class FileFault extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly faults?: Fault[],
  ) {
    super(detail);
  }
}
