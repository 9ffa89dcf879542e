/** Why the engine refused its input. The caller maps these to its own error table. */
export type ContactGraphErrorCode =
  | 'place_cycle'
  | 'unknown_place'
  | 'unknown_person'
  | 'unknown_evidence'
  | 'end_not_after_start'
  | 'invalid_instant'
  | 'same_person'
  | 'invalid_day'
  | 'outside_day'
  | 'overlapping_days'
  | 'invalid_preset'
  | 'invalid_trace';

/** A refusal by the engine: a code and the numbers that name the offending row; never a person's data. */
export class ContactGraphError extends Error {
  constructor(
    readonly code: ContactGraphErrorCode,
    readonly details: Readonly<Record<string, number | string>> = {},
  ) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = 'ContactGraphError';
  }
}
