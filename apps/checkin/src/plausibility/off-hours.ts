import { localDayNumber } from '@app/contracts';
import type { Hours } from '../rosters/shift-hours.js';
import { type Finder, isAtWork } from './seen.js';

const isWithin = (hours: readonly Hours[], at: number, before: number, after: number): boolean =>
  hours.some(({ start, end }) => start - before * 60 <= at && at < end + after * 60);

/** At work when no shift of the organisation is, with a margin for early birds and overtime. */
export const closedHours: Finder = (seen, around, { marginMinutes }) =>
  seen.filter((one) => isAtWork(one, around) && !isWithin(around.open, one.at, marginMinutes, marginMinutes));

/** At work outside of the own shift, on a day about which somebody has said what it is. */
export const outsideShift: Finder = (seen, around, { beforeMinutes, afterMinutes }) =>
  seen.filter((one) => {
    const own = around.shifts.get(one.workerNo);
    if (!own?.days.has(localDayNumber(one.at)) || !isAtWork(one, around)) return false;
    return !isWithin(own.hours, one.at, beforeMinutes, afterMinutes);
  });
