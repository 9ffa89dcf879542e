import { type Dated, dateOfDayNumber, dayNumberOfDate, DEFAULT_SHIFTS, startOfDayNumber } from '@app/contracts';

/** What is dated, with its times in minutes from local midnight of the day it begins on. */
export interface Timed extends Dated {
  code: string;
  startMinute: number;
  endMinute: number;
}

/** `[start, end)` in epoch seconds. */
export interface Hours {
  start: number;
  end: number;
}

/** A day of the week is 1 (Monday) to 7; 1 January 1970 was a Thursday. */
const weekday = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

const comesOn = ({ cycle, days, validFrom }: Dated, day: number): boolean =>
  days.includes(cycle === null ? weekday(day) : ((day - dayNumberOfDate(validFrom)) % cycle) + 1);

/**
 * Those of a list that hold on a local day: of each code the one that began last, if it comes on that day.
 * @param day local day number
 */
export function holdingOn<Item extends Timed>(list: readonly Item[], day: number): Item[] {
  const date = dateOfDayNumber(day);
  const latest = new Map<string, Item>();
  for (const item of list) {
    const isValid = item.validFrom <= date && (item.validTo === null || date <= item.validTo);
    if (isValid && item.validFrom >= (latest.get(item.code)?.validFrom ?? '')) latest.set(item.code, item);
  }
  return [...latest.values()].filter((item) => comesOn(item, day));
}

/** When something of a local day begins and ends. */
export function hoursOn({ startMinute, endMinute }: Pick<Timed, 'startMinute' | 'endMinute'>, day: number): Hours {
  const midnight = startOfDayNumber(day);
  return { start: midnight + startMinute * 60, end: midnight + endMinute * 60 };
}

/** The hours that a shift code has on a local day; undefined when there is no such shift then. */
export type ShiftHours = (code: string, day: number) => Hours | undefined;

/** @param patterns of one organisation; the usual ones when it has none */
export function shiftHours(patterns: readonly Timed[]): ShiftHours {
  const list = patterns.length > 0 ? patterns : DEFAULT_SHIFTS;
  const days = new Map<number, ReadonlyMap<string, Hours>>();
  return (code, day) => {
    let known = days.get(day);
    if (!known) days.set(day, (known = new Map(holdingOn(list, day).map((one) => [one.code, hoursOn(one, day)]))));
    return known.get(code);
  };
}
