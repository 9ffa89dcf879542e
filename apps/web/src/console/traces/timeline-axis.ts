import type { TracedContact } from '@app/contracts';
import { startOfNextDate, startOfDate, localDate } from '@app/contracts';
import { secondsOf } from '../../format/dates';

/** The stretch of time that a timeline shows, in whole local days, and the first instant of each; epoch seconds. */
export interface Axis {
  from: number;
  to: number;
  days: number[];
}

/** The days that hold every stretch of the contacts; undefined where there is none. */
export function axisOf(contacts: readonly TracedContact[]): Axis | undefined {
  const encounters = contacts.flatMap(({ because }) => because.flatMap((one) => one.encounters));
  if (encounters.length === 0) return undefined;
  const first = encounters.reduce((least, { from }) => Math.min(least, secondsOf(from)), Infinity);
  const last = encounters.reduce((most, { to }) => Math.max(most, secondsOf(to)), 0);
  const days = [startOfDate(localDate(first))];
  for (let next = startOfNextDate(localDate(first)); next < last; next = startOfNextDate(localDate(next)))
    days.push(next);
  return { from: days[0]!, to: startOfNextDate(localDate(days.at(-1)!)), days };
}

/** Where an instant stands on the axis, 0–100. */
export const percentOf = ({ from, to }: Axis, seconds: number): number => ((seconds - from) / (to - from)) * 100;
