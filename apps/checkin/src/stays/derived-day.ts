import { dayNumberOfDate, startOfDayNumber } from '@app/contracts';
import { deriveStays, type DerivedStay, LONGEST_SCANNED } from './derive-stays.js';
import type { ExpectedEnd } from './expected-end.js';
import type { PlaceEvent } from './place-event.js';

/** Bounds of a local day, in epoch seconds. */
export interface DayBounds {
  start: number;
  end: number;
}

export function boundsOf(day: string): DayBounds {
  const number = dayNumberOfDate(day);
  return { start: startOfDayNumber(number), end: startOfDayNumber(number + 1) };
}

/** The check-ins that stays of a day depend on: `[from, to)`. */
export const windowOf = ({ start, end }: DayBounds): { from: number; to: number } => ({
  from: start - LONGEST_SCANNED,
  to: end + LONGEST_SCANNED,
});

/** The parts that one worker's stays have in a local day: stays are stored cut at midnight. */
export function staysOfDay(
  events: readonly PlaceEvent[],
  expectedEnd: ExpectedEnd,
  { start, end }: DayBounds,
): DerivedStay[] {
  return deriveStays(events, expectedEnd)
    .filter(({ from, to }) => from < end && to > start)
    .map((stay) => ({ ...stay, from: Math.max(stay.from, start), to: Math.min(stay.to, end) }));
}
