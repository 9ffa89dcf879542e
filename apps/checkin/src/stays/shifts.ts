import { localDayNumber } from '@app/contracts';
import type { ShiftHours } from '../rosters/shift-hours.js';

/** So long before its start a check-in already belongs to a shift. */
export const EARLY = 2 * 3_600;

/** The shift code that a worker has on a local day. */
export type ShiftOn = (day: number) => string | undefined;

/** When the shift ends during which, or shortly before which, a check-in was made; undefined outside every shift. */
export type ShiftEnd = (at: number) => number | undefined;

/** The end of the shift that holds a check-in, in epoch seconds; of two that could, the one that began later. */
export function shiftEndOf(shiftOn: ShiftOn, hoursOf: ShiftHours): ShiftEnd {
  return (at) => {
    const today = localDayNumber(at);
    for (const day of [today + 1, today, today - 1]) {
      const shift = shiftOn(day);
      const hours = shift === undefined ? undefined : hoursOf(shift, day);
      if (hours && hours.start - EARLY <= at && at < hours.end) return hours.end;
    }
    return undefined;
  };
}
