import { dateOfDayNumber, type FollowUpState, localDayNumber, secondsOf } from '@app/contracts';
import type { FollowUp } from '@app/database';

/** Days apart, unless an officer says otherwise: the longest time that vn-3638 and its successors ask of an F1 at home. */
const QUARANTINE_DAYS = 14;

export type Steps = Pick<FollowUp, 'state' | 'dueOn' | 'notifiedAt' | 'quarantinedAt' | 'releasedAt'>;

const dayOf = (at: Date, later = 0): string => dateOfDayNumber(localDayNumber(secondsOf(at)) + later);

/** The day of the next step: what can be done at once is due at once, the end of a quarantine when it is over. */
function nextDay(state: FollowUpState, at: Date): string | null {
  if (state === 'quarantined') return dayOf(at, QUARANTINE_DAYS);
  return state === 'released' || state === 'lost' ? null : dayOf(at);
}

/**
 * Where somebody stands after a step. Who is apart knows of it; going back takes away what comes later, for it was a
 * mistake; who was not found keeps what had been done before.
 */
export function stepped(before: Steps | undefined, state: FollowUpState, at: Date, dueOn?: string): Steps {
  const { notifiedAt = null, quarantinedAt = null, releasedAt = null } = before ?? {};
  const due = { state, dueOn: dueOn ?? nextDay(state, at) };
  const told = { notifiedAt: notifiedAt ?? at };
  switch (state) {
    case 'to_notify':
      return { ...due, notifiedAt: null, quarantinedAt: null, releasedAt: null };
    case 'notified':
      return { ...due, ...told, quarantinedAt: null, releasedAt: null };
    case 'quarantined':
      return { ...due, ...told, quarantinedAt: quarantinedAt ?? at, releasedAt: null };
    case 'released':
      return { ...due, ...told, quarantinedAt, releasedAt: releasedAt ?? at };
    case 'lost':
      return { ...due, notifiedAt, quarantinedAt, releasedAt: null };
  }
}
