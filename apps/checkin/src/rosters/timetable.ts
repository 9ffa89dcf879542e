import { holdingOn, type Hours, hoursOn, type Timed } from './shift-hours.js';

/** What of a list there is on a local day, with its hours. */
export type Timetable<Item> = (day: number) => readonly (Item & Hours)[];

export function timetable<Item extends Timed>(list: readonly Item[]): Timetable<Item> {
  const days = new Map<number, readonly (Item & Hours)[]>();
  return (day) => {
    let known = days.get(day);
    if (!known) days.set(day, (known = holdingOn(list, day).map((item) => ({ ...item, ...hoursOn(item, day) }))));
    return known;
  };
}
