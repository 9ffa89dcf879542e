import { dayNumberOfDate } from '@app/contracts';
import type { Rostered, RoutePlace } from '../../rosters/rosters.queries.js';
import { type Hours, hoursOn } from '../../rosters/shift-hours.js';
import type { Schedules } from './schedules.js';

/** A shift that somebody has, or without one the time of a route. */
export interface Duty extends Hours {
  day: number;
  shift: string | null;
  placeNo: number | null;
  busNo: number | null;
  siteId: string | null;
  /** Whether nobody needs to have passed a gate. */
  isAll: boolean;
  stops: readonly RoutePlace[];
}

export type TimedStop = RoutePlace & { startMinute: number; endMinute: number };
export const isTimed = (stop: RoutePlace): stop is TimedStop => stop.startMinute !== null && stop.endMinute !== null;

/** The duties of one worker on some days; `rostered` has at most one row a day. */
export function dutiesOf(
  workerNo: number,
  days: readonly number[],
  rostered: readonly Rostered[],
  { hoursOf, stopsOn }: Schedules,
): Duty[] {
  const rows = new Map(rostered.map((row) => [dayNumberOfDate(row.day), row]));
  const duties = days.flatMap((day): Duty[] => {
    const row = rows.get(day);
    const stops = stopsOn(workerNo, day);
    const hours = row?.shift ? hoursOf(row.shift, day) : undefined;
    const { placeNo = null, busNo = null, siteId = null } = row ?? {};
    const common = { day, busNo, siteId, stops };
    if (hours) return [{ ...common, ...hours, shift: row!.shift, placeNo, isAll: row!.fill === 'all' }];
    const timed = stops.filter(isTimed).map((stop) => hoursOn(stop, day));
    if (timed.length === 0) return [];
    const start = Math.min(...timed.map((one) => one.start));
    const end = Math.max(...timed.map((one) => one.end));
    return [{ ...common, start, end, shift: null, placeNo: null, isAll: false }];
  });
  return apartFromEachOther(duties);
}

/** A shift lasts until the next one begins. */
function apartFromEachOther(duties: readonly Duty[]): Duty[] {
  const sorted = [...duties].sort((a, b) => a.start - b.start);
  return sorted
    .map((duty, i) => ({ ...duty, end: Math.min(duty.end, sorted[i + 1]?.start ?? Infinity) }))
    .filter(({ start, end }) => start < end);
}
