import { localDayNumber, startOfDayNumber } from '@app/contracts';
import type { ShiftEnd } from './derive-stays.js';

const HOUR = 3_600;
/** So long before its start a check-in already belongs to a shift. */
const EARLY = 2 * HOUR;

/** Hours of each shift code, from local midnight of the day it begins on; an end past 24 is on the next day. */
export const SHIFT_HOURS: Readonly<Record<string, { start: number; end: number }>> = {
  A: { start: 6, end: 14 },
  B: { start: 14, end: 22 },
  C: { start: 22, end: 30 },
  HC: { start: 8, end: 17 },
  D: { start: 8, end: 20 },
  N: { start: 20, end: 32 },
};

/** Which shift a worker had: dated, `[from, to)` as local day numbers. */
export interface DatedShift {
  shift: string;
  from: number;
  to: number;
}

/** The end of the shift that holds a check-in, in epoch seconds; of two that could, the one that began later. */
export function shiftEndOf(dated: readonly DatedShift[]): ShiftEnd {
  return (at) => {
    const today = localDayNumber(at);
    for (const day of [today + 1, today, today - 1]) {
      const hours = SHIFT_HOURS[dated.find(({ from, to }) => from <= day && day < to)?.shift ?? ''];
      if (!hours) continue;
      const midnight = startOfDayNumber(day);
      const [start, end] = [midnight + hours.start * HOUR, midnight + hours.end * HOUR];
      if (start - EARLY <= at && at < end) return end;
    }
    return undefined;
  };
}
