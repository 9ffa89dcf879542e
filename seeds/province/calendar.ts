import { DEFAULT_SHIFTS } from '@app/contracts';
import type { ShiftCode } from './types.js';

export const DAY = 86_400;
export const HOUR = 3_600;
export const MINUTE = 60;

const hoursOf = (shift: ShiftCode): readonly [start: number, end: number] => {
  const { startMinute, endMinute } = DEFAULT_SHIFTS.find(({ code }) => code === shift)!;
  return [startMinute * MINUTE, endMinute * MINUTE];
};
/** Seconds after local midnight at which a shift begins and ends: the usual ones. */
export const SHIFT_HOURS = { A: hoursOf('A'), B: hoursOf('B'), HC: hoursOf('HC') };

/** How a record's shifts run; crews 0 and 1 change places every Monday. */
export const CREW = { first: 0, second: 1, office: 2, dayOnly: 3 } as const;

/** The days of a province; a day is its number from 0, the first day of presence (−1 is the evening before). */
export interface Calendar {
  days: number;
  last: number;
  /** Instant of the local midnight that begins the day. */
  start(day: number): number;
  /** `YYYY-MM-DD`. */
  date(day: number): string;
  isSunday(day: number): boolean;
  week(day: number): number;
  shift(crew: number, day: number): ShiftCode;
}

/** Throws RangeError unless `lastDay` is a date that exists. */
export function calendar(lastDay: string, days: number, offsetMinutes: number): Calendar {
  const lastNumber = Date.parse(`${lastDay}T00:00:00Z`) / (DAY * 1000);
  const iso = (epochDay: number) => new Date(epochDay * DAY * 1000).toISOString().slice(0, 10);
  if (!Number.isInteger(lastNumber) || iso(lastNumber) !== lastDay) throw new RangeError(`no such day: ${lastDay}`);
  const first = lastNumber - days + 1;
  // 1970-01-01 was a Thursday: three days after a Monday, four after a Sunday
  const week = (day: number) => Math.floor((first + day + 3) / 7);
  return {
    days,
    last: days - 1,
    start: (day) => (first + day) * DAY - offsetMinutes * 60,
    date: (day) => iso(first + day),
    isSunday: (day) => (first + day + 4) % 7 === 0,
    week,
    shift: (crew, day) => {
      if (crew === CREW.office) return 'HC';
      if (crew === CREW.dayOnly) return 'A';
      return (week(day) + crew) % 2 === 0 ? 'A' : 'B';
    },
  };
}
