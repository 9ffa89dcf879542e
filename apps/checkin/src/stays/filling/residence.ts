import { type Span, subtract, union } from '@app/contact-graph';
import type { DerivedStay } from '../derive-stays.js';
import type { Duty } from './duties.js';
import { insideElsewhere, type Known, staysOf, takenFor } from './known.js';
import type { Schedules } from './schedules.js';
import { outOf } from './signs.js';

/** The room of a worker all the day, but for shifts, rides, what scans say, and the time between the gates of a site. */
export function residenceOf(
  roomNo: number,
  duties: readonly Duty[],
  rides: readonly Span[],
  known: Known,
  schedules: Schedules,
): DerivedStay[] {
  const room = schedules.placeOf(roomNo);
  const { start, end } = known.bounds;
  const away = union([
    ...duties.map((duty) => [duty.start, duty.end] as const),
    ...rides,
    ...takenFor(room, known, schedules),
    ...insideElsewhere(room, known),
    ...outOf(room, known.signs),
  ]);
  return staysOf(roomNo, subtract([[start, end]], away), 'residence');
}
