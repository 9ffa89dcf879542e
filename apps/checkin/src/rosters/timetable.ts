import { grouped } from '../stays/grouped.js';
import { holdingOn, type Hours, hoursOn, type Timed } from './shift-hours.js';

/** What of a list there is on a local day, with its hours: all of it, or what is at one place. */
export type Timetable<Item> = (day: number, placeNo?: number) => readonly (Item & Hours)[];

export function timetable<Item extends Timed & { placeNo: number }>(list: readonly Item[]): Timetable<Item> {
  const dayOf = (day: number) => {
    const all = holdingOn(list, day).map((item) => ({ ...item, ...hoursOn(item, day) }));
    return { all, byPlace: grouped(all, ({ placeNo }) => placeNo) };
  };
  const days = new Map<number, ReturnType<typeof dayOf>>();
  return (day, placeNo) => {
    let known = days.get(day);
    if (!known) days.set(day, (known = dayOf(day)));
    return placeNo === undefined ? known.all : (known.byPlace.get(placeNo) ?? []);
  };
}
