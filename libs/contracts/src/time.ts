/**
 * Instants and local days. Instants are whole seconds since the epoch or `Date`s cut to them; local dates are
 * `YYYY-MM-DD` in the deployment's zone (contact-rules, section 2). Plain Intl, because the front end shares it.
 */
const DAY = 86_400;
let zone = 'Asia/Ho_Chi_Minh';
let formatter = formatterOf(zone);
const offsets = new Map<number, number>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

/** Sets the deployment's IANA zone, once, at start-up. Throws a RangeError for a zone that does not exist. */
export function setDeploymentZone(name: string): void {
  formatter = formatterOf(name);
  zone = name;
  offsets.clear();
}

export const deploymentZone = (): string => zone;

/** Seconds by which the deployment's zone is ahead of UTC at an instant. */
export function offsetAt(instant: number): number {
  const quarter = Math.floor(instant / 900);
  const known = offsets.get(quarter);
  if (known !== undefined) return known;
  const start = quarter * 900;
  const part: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(start * 1000)) part[type] = Number(value);
  const local =
    Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']) / 1000;
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(quarter, local - start);
  return local - start;
}

/** The instant of a wall-clock time given as if it were UTC seconds. */
function fromLocal(local: number): number {
  const guess = local - offsetAt(local);
  return local - offsetAt(guess);
}

/** Local day number (days since 1970-01-01 in the deployment's zone) of an instant. */
export const localDayNumber = (instant: number): number => Math.floor((instant + offsetAt(instant)) / DAY);

/** First second of a local day number. */
export const startOfDayNumber = (day: number): number => fromLocal(day * DAY);

/** Few days are asked for, each of them for every check-in. */
const dates = new Map<number, string>();

export function dateOfDayNumber(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY * 1000).toISOString().slice(0, 10);
  if (dates.size > 50_000) dates.clear();
  dates.set(day, date);
  return date;
}

export const dayNumberOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`) / (DAY * 1000);

/** Local date `YYYY-MM-DD` of an instant. */
export const localDate = (instant: number): string => dateOfDayNumber(localDayNumber(instant));

/** First second of a local date. */
export const startOfDate = (date: string): number => startOfDayNumber(dayNumberOfDate(date));

/** First second of the day after a local date. */
export const startOfNextDate = (date: string): number => startOfDayNumber(dayNumberOfDate(date) + 1);

/** The local dates that [from, to) touches, ascending; epoch seconds. */
export function datesBetween(from: number, to: number): string[] {
  if (to <= from) return [];
  const [first, last] = [localDayNumber(from), localDayNumber(to - 1)];
  return Array.from({ length: last - first + 1 }, (_, i) => dateOfDayNumber(first + i));
}

/** Whether `YYYY-MM-DD` names a day that exists (31 February does not). */
export function isRealDate(date: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && new Date(`${date}T00:00:00Z`).getUTCDate() === Number(date.slice(8));
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:(Z|z)|([+-])(\d{2}):?(\d{2}))?$/;

/**
 * Reads an ISO 8601 instant, cut to whole seconds. Without an offset it is local to the deployment's zone.
 * @returns epoch seconds, or undefined when it is no instant (31 February, 25:00, free text).
 */
export function parseInstant(text: string): number | undefined {
  const m = INSTANT.exec(text);
  if (!m || !isRealDate(m[1]!)) return undefined;
  const [hour, minute, second] = [Number(m[2]), Number(m[3]), Number(m[4] ?? 0)];
  if (hour > 24 || minute > 59 || second > 59 || (hour === 24 && minute + second > 0)) return undefined;
  const local = dayNumberOfDate(m[1]!) * DAY + hour * 3600 + minute * 60 + second;
  if (m[5]) return local;
  if (!m[6]) return fromLocal(local);
  const [offsetHour, offsetMinute] = [Number(m[7]), Number(m[8])];
  if (offsetHour > 14 || offsetMinute > 59) return undefined;
  const offset = offsetHour * 3600 + offsetMinute * 60;
  return m[6] === '+' ? local - offset : local + offset;
}

/** UTC with `Z`, whole seconds: how every instant is answered. */
export const isoOf = (instant: Date | number): string =>
  (typeof instant === 'number' ? new Date(instant * 1000) : instant).toISOString().slice(0, 19) + 'Z';

/** `isoOf` for columns that may be null. */
export const isoOrNull = (instant: Date | null | undefined): string | null => (instant ? isoOf(instant) : null);

/** Whole epoch seconds of a Date. */
export const secondsOf = (instant: Date): number => Math.floor(instant.getTime() / 1000);

export const dateOfSeconds = (seconds: number): Date => new Date(seconds * 1000);
