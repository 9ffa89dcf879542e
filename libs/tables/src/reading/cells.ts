import { isRealDate, parseInstant, searchable, startOfDate, startOfNextDate } from '@app/contracts';

/** Why a row is not taken over, in words. The value itself never stands in them: it may be personal. */
export const REASONS = {
  required: 'is missing',
  too_long: 'is too long',
  too_many_cells: 'the row has more cells than the header',
  bad_text: 'has control characters or an error of a formula',
  bad_date: 'is not a date that exists, as DD/MM/YYYY or YYYY-MM-DD',
  bad_instant: 'is not a date and time that exists',
  bad_time: 'is not a time of day HH:MM, up to 48:00',
  bad_days: 'is not a list of days as 1-6 or 1,3,5',
  bad_number: 'is not a number that fits here',
  bad_choice: 'is not one of the words allowed',
  bad_sex: 'is neither Nam/male nor Nữ/female',
  bad_phone: 'is not a phone number: 0 and 9 digits, or + and the country code',
  bad_identity_number: 'is not an identity number: 12 digits, the old 9 digits, or a passport number',
  end_before_start: 'is before the start',
  in_the_future: 'lies in the future',
  too_early: 'lies before the year 2000',
  lasts_too_long: 'is more than 31 days after the start',
  same_worker: 'is the same worker',
  unknown_site: 'no site of this organisation has this code',
  unknown_place: 'no place of this organisation has this code, nor a shared place',
  unknown_room: 'no dormitory or lodging room has this code',
  unknown_bus: 'no bus has this code',
  unknown_shift: 'no shift of this organisation has this code',
  unknown_worker: 'no worker of this organisation has this code',
} as const;
export type Reason = keyof typeof REASONS;

/** A cell that keeps its row out: thrown by the parsers, caught where rows are read. */
export class CellFault extends Error {
  constructor(
    readonly reason: Reason,
    /** Name of the column; the caller's when a parser threw. */
    readonly column?: string,
  ) {
    super(reason);
  }
}

/** `code: words`, as the list of rejected rows says it. */
export const reasonText = (reason: Reason): string => `${reason}: ${REASONS[reason]}`;

const WORKBOOK_ERROR = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/;

/** A text of at most `max` characters; null when empty. @throws CellFault too_long, bad_text */
export function textCell(text: string, max: number): string | null {
  if (text === '') return null;
  if (text.length > max) throw new CellFault('too_long');
  if (/\p{Cc}/u.test(text) || WORKBOOK_ERROR.test(text)) throw new CellFault('bad_text');
  return text;
}

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;
const VIETNAMESE = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 0?0:00(?::00)?)?$/;

/**
 * A date, written DD/MM/YYYY (also with one digit, points or dashes) or ISO; a date cell of a workbook arrives as ISO.
 * @returns YYYY-MM-DD, null when empty
 * @throws CellFault bad_date for anything else, 31/02 included
 */
export function dateCell(text: string): string | null {
  if (text === '') return null;
  const iso = ISO.exec(text);
  const [year, month, day] = iso ? iso.slice(1) : (VIETNAMESE.exec(text)?.slice(1).reverse() ?? []);
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  if (!isRealDate(date) || date < '1900-01-01' || date > '2199-12-31') throw new CellFault('bad_date');
  return date;
}

/**
 * An instant, as `parseInstant` takes it, or a date: then its local midnight.
 * @returns epoch seconds, null when empty
 * @throws CellFault bad_instant
 */
export const instantCell = (text: string): number | null => instantOr(text, startOfDate);

/** The same of an end: a date is the last day, so its end. @throws CellFault bad_instant */
export const endCell = (text: string): number | null => instantOr(text, startOfNextDate);

function instantOr(text: string, ofDate: (date: string) => number): number | null {
  if (text === '') return null;
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  if (!ISO.test(text) && !VIETNAMESE.test(text)) throw new CellFault('bad_instant');
  return ofDate(dateCell(text)!);
}

/** Minutes from midnight of a time HH:MM, up to 48:00 of the day after; null when empty. @throws CellFault bad_time */
export function minuteCell(text: string): number | null {
  if (text === '') return null;
  const [, hours, minutes] = /^(\d{1,2})[:hH](\d{2})(?::00)?$/.exec(text) ?? [];
  const value = Number(hours) * 60 + Number(minutes);
  if (!(Number(minutes) < 60 && value <= 2_880)) throw new CellFault('bad_time');
  return value;
}

/** A number from `min` to `max`, with a point or a comma; null when empty. @throws CellFault bad_number */
export function numberCell(text: string, min: number, max: number, whole = true): number | null {
  if (text === '') return null;
  const value = /^-?\d{1,9}([.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : NaN;
  if (!(value >= min && value <= max) || (whole && !Number.isInteger(value))) throw new CellFault('bad_number');
  return value;
}

/** Days of a week or of a cycle, as `1-6` or `1,3,5-7`, ascending; null when empty. @throws CellFault bad_days */
export function daysCell(text: string, last: number): number[] | null {
  if (text === '') return null;
  const days = new Set<number>();
  for (const part of text.split(/[\s,;]+/)) {
    const [, from, to = from] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part) ?? [];
    if (!(Number(from) >= 1 && Number(from) <= Number(to) && Number(to) <= last)) throw new CellFault('bad_days');
    for (let day = Number(from); day <= Number(to); day++) days.add(day);
  }
  return [...days].sort((a, b) => a - b);
}

/**
 * One of some words, without accents or case.
 * @param words word as `searchable` gives it → value
 * @throws CellFault with `reason` for another word
 */
export function choiceCell<Value>(
  text: string,
  words: Readonly<Record<string, Value>>,
  reason: Reason = 'bad_choice',
): Value | null {
  if (text === '') return null;
  const word = searchable(text);
  if (!Object.hasOwn(words, word)) throw new CellFault(reason);
  return words[word]!;
}
