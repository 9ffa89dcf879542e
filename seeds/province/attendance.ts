import { SHIFT_HOURS, MINUTE, HOUR, CREW } from './calendar.js';
import { chance, mix } from './random.js';
import type { ShiftCode } from './types.js';
import type { World } from './world.js';

const ABSENT = 0.14;
const SUNDAY_LINES = 0.12;
const NIGHT_AWAY = 0.04;

/** The line (or office) of an organisation works that day: Mondays to Saturdays, a few on Sundays, all on the last. */
export function lineWorks({ options, calendar }: World, organisation: number, line: number, day: number): boolean {
  if (day === calendar.last || !calendar.isSunday(day)) return true;
  return chance(mix(mix(options.seed, organisation, 51), line, calendar.week(day)), SUNDAY_LINES);
}

/** The record's bits for the day: absence first, the rest for its minutes. */
export const dayBits = (world: World, record: number, day: number): number =>
  mix(world.options.seed ^ 0x5eed, record, day);
export const isAbsent = (bits: number): boolean => chance(bits, ABSENT);

export const shiftOf = (world: World, record: number, day: number): ShiftCode =>
  world.calendar.shift(world.assignments.crews[record] ?? CREW.dayOnly, day);

/** `bits` spread over 0 to `most` − 1 seconds; eight bits at `shift` are used. */
export const jitter = (bits: number, shift: number, most: number): number => (((bits >>> shift) & 255) * most) >> 8;

/** Seconds after midnight of an evening's homecoming: after the bus, or in the evening of a day off. */
export function homecoming(shift: ShiftCode | null, bits: number): number {
  if (shift === null) return 19 * HOUR + jitter(bits, 8, HOUR);
  const [, end] = SHIFT_HOURS[shift];
  return end + (shift === 'B' ? 55 : 60) * MINUTE + jitter(bits, 8, 20 * MINUTE);
}

/** Seconds after midnight of a morning's (or, before the late shift, noon's) leaving. */
export function leaving(shift: ShiftCode | null, bits: number): number {
  if (shift === null) return 8 * HOUR + jitter(bits, 16, 2 * HOUR);
  const [start] = SHIFT_HOURS[shift];
  return start - HOUR - jitter(bits, 16, 10 * MINUTE);
}

export const sleepsAway = (bits: number): boolean => chance(mix(bits, 52), NIGHT_AWAY);

/** Minutes a bus is early or late that day, in seconds; the same for all who ride it. */
export const busJitter = (world: World, bus: number, day: number): number =>
  jitter(mix(world.options.seed, bus, 53_000 + day), 0, 5 * MINUTE);
/** Seconds from the worker's stop to work. */
export const rideLength = (world: World, record: number): number =>
  15 * MINUTE + jitter(mix(world.options.seed, record, 54), 0, 20 * MINUTE);
