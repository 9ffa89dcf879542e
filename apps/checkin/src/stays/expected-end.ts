import { localDayNumber } from '@app/contracts';
import type { Sitting, Trip } from '../rosters/rosters.queries.js';
import type { Timetable } from '../rosters/timetable.js';
import type { PlaceEvent, PlaceFacts } from './place-event.js';
import type { ShiftEnd } from './shifts.js';

/** So long before a trip or a sitting begins a check-in already belongs to it. */
const EARLY = 3_600;

/** When somebody who checked in somewhere is expected to leave; undefined: nobody knows. */
export type ExpectedEnd = (event: PlaceEvent) => number | undefined;

/** With the arrival of the bus, the end of the sitting, else of the shift. */
export function expectedEndOf(
  shiftEnd: ShiftEnd,
  tripsOn: Timetable<Trip>,
  sittingsOn: Timetable<Sitting>,
): ExpectedEnd {
  return ({ place, at }) => endAt(tripsOn, place, at) ?? endAt(sittingsOn, place, at) ?? shiftEnd(at);
}

/** The earliest end of what there is at a place, or at what contains it, when somebody checks in. */
function endAt(table: Timetable<Sitting | Trip>, place: PlaceFacts, at: number): number | undefined {
  const today = localDayNumber(at);
  let first: number | undefined;
  for (const no of [place.no, ...place.ancestors]) {
    for (let day = today - 2; day <= today + 1; day++) {
      for (const { start, end } of table(day, no))
        if (start - EARLY <= at && at < end) first = Math.min(first ?? end, end);
    }
  }
  return first;
}
