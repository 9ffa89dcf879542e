import type { RoutePlace, Sitting, Trip } from '../../rosters/rosters.queries.js';
import type { ShiftHours } from '../../rosters/shift-hours.js';
import type { Timetable } from '../../rosters/timetable.js';
import type { PlaceFacts } from '../place-event.js';

/** What an organisation has laid down, for the days around the one that is worked out; days are local day numbers. */
export interface Schedules {
  hoursOf: ShiftHours;
  tripsOn: Timetable<Trip>;
  sittingsOn: Timetable<Sitting>;
  stopsOn: (workerNo: number, day: number) => readonly RoutePlace[];
  placeOf: (no: number) => PlaceFacts;
}

/** Whether something is for a shift, or for any. */
export const isFor = (shift: string | null, one: { shift: string | null }): boolean =>
  one.shift === null || one.shift === shift;
