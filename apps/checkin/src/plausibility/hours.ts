import { dayNumberOfDate, DEFAULT_SHIFTS } from '@app/contracts';
import { holdingOn, type Hours, hoursOn, shiftHours, type Timed } from '../rosters/shift-hours.js';
import type { OwnShifts } from './seen.js';

/** @param patterns of one organisation; the usual ones when it has none */
const listOf = (patterns: readonly Timed[]): readonly Timed[] => (patterns.length > 0 ? patterns : DEFAULT_SHIFTS);

/**
 * When some shift is at work on some local days, overlapping hours as one, ascending.
 * @param first local day numbers, both inclusive
 */
export function openHours(patterns: readonly Timed[], first: number, last: number): Hours[] {
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const hours = days.flatMap((day) => holdingOn(listOf(patterns), day).map((shift) => hoursOn(shift, day)));
  const merged: Hours[] = [];
  for (const { start, end } of hours.sort((a, b) => a.start - b.start)) {
    const before = merged.at(-1);
    if (before && start <= before.end) before.end = Math.max(before.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** The shift that a worker has on a local day; null: off. */
export interface ShiftDay {
  workerNo: number;
  day: string;
  shift: string | null;
}

/** The hours of own shifts, by worker. One whose shift has a code that nobody has given hours is left out. */
export function ownShifts(patterns: readonly Timed[], shiftDays: readonly ShiftDay[]): Map<number, OwnShifts> {
  const codes = new Set(listOf(patterns).map(({ code }) => code));
  const hoursOf = shiftHours(patterns);
  const own = new Map<number, { days: Set<number>; hours: Hours[] }>();
  for (const { workerNo, day, shift } of shiftDays) {
    const number = dayNumberOfDate(day);
    const known = own.get(workerNo) ?? { days: new Set(), hours: [] };
    own.set(workerNo, known);
    known.days.add(number);
    const hours = shift === null ? undefined : hoursOf(shift, number);
    if (hours) known.hours.push(hours);
  }
  for (const { workerNo, shift } of shiftDays) if (shift !== null && !codes.has(shift)) own.delete(workerNo);
  return own;
}
