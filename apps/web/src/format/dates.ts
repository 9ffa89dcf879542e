import {
  dateOfDayNumber,
  dayNumberOfDate,
  isRealDate,
  localDate,
  localDayNumber,
  offsetAt,
  parseInstant,
  startOfDate,
} from '@app/contracts';

/** Seconds since the epoch of an instant as the service answers it. */
export const secondsOf = (iso: string): number => Date.parse(iso) / 1000;

const two = (value: number): string => String(value).padStart(2, '0');

/** Today in the deployment's zone. */
export const today = (now = Date.now()): string => localDate(Math.floor(now / 1000));

export const daysBefore = (date: string, days: number): string => dateOfDayNumber(dayNumberOfDate(date) - days);

/** `YYYY-MM-DD` as people write it here: 27/11/2026. */
export const showDate = (date: string): string => date.split('-').reverse().join('/');

/** The wall clock of an instant: 06:02. */
export function showTime(iso: string): string {
  const seconds = secondsOf(iso);
  const ofDay = seconds + offsetAt(seconds) - localDayNumber(seconds) * 86_400;
  return `${two(Math.floor(ofDay / 3_600))}:${two(Math.floor((ofDay % 3_600) / 60))}`;
}

/** Day and month, with the year when it is not this one: 27/11. */
export function showDay(iso: string, now = Date.now()): string {
  const date = localDate(secondsOf(iso));
  const full = showDate(date);
  return date.slice(0, 4) === today(now).slice(0, 4) ? full.slice(0, 5) : full;
}

export const showMoment = (iso: string): string => `${showDay(iso)} ${showTime(iso)}`;

/** A stretch of time: `27/11 06:02–13:58`, or with both days where it passes midnight. */
export function showStretch(from: string, to: string): string {
  const sameDay = localDayNumber(secondsOf(from)) === localDayNumber(secondsOf(to));
  return sameDay ? `${showMoment(from)}–${showTime(to)}` : `${showMoment(from)} – ${showMoment(to)}`;
}

const DATE = /^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?$/;
const BARE = /^(\d{2})(\d{2})(\d{4})$/;

/**
 * Reads a date as people type it: 27/11/2026, 27/11/26, 27/11 (the latest one that is not after today), 27112026.
 * @param ahead a day without a year is the next one, not the latest
 * @returns `YYYY-MM-DD`, or undefined when there is no such day
 */
export function readDate(typed: string, now = Date.now(), ahead = false): string | undefined {
  const text = typed.trim();
  const match = DATE.exec(text) ?? BARE.exec(text);
  if (!match) return undefined;
  const [, day = '', month = '', given] = match;
  const current = today(now);
  const thisYear = Number(current.slice(0, 4));
  const inYear = (year: number): string => `${year}-${two(Number(month))}-${two(Number(day))}`;
  if (given) return realOrNone(inYear(given.length === 2 ? 2000 + Number(given) : Number(given)));
  const isPast = inYear(thisYear) < current;
  if (ahead) return realOrNone(inYear(isPast ? thisYear + 1 : thisYear));
  return realOrNone(inYear(inYear(thisYear) > current ? thisYear - 1 : thisYear));
}

const realOrNone = (date: string): string | undefined => (isRealDate(date) ? date : undefined);

/**
 * Reads a moment as people type it: a date and a time (27/11 14:30), or a time alone (today).
 * @returns ISO 8601 in UTC, or undefined
 */
export function readMoment(typed: string, now = Date.now()): string | undefined {
  const match = /^(?:(.+?)[ ,]+)?(\d{1,2})[:hg](\d{2})$/i.exec(typed.trim());
  if (!match) return undefined;
  const date = match[1] === undefined ? today(now) : readDate(match[1], now);
  const seconds = date && parseInstant(`${date}T${two(Number(match[2]))}:${match[3]}`);
  return seconds === undefined || seconds === '' ? undefined : new Date(seconds * 1000).toISOString();
}

/** The first instant of a local day, in ISO 8601. */
export const startOfDay = (date: string): string => new Date(startOfDate(date) * 1000).toISOString();
