/** What keeps a process from starting and the operator can cure: shown as this one sentence, without a stack. */
export class StartUpError extends Error {}

/** The sentence of a cure, or the whole stack of what nobody foresaw. */
export const explain = (error: unknown): string =>
  error instanceof StartUpError
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
