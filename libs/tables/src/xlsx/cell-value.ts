const DAY = 86_400;
/** Built-in number formats (ECMA-376, 18.8.30) that show a date or a time, those of East Asian settings included. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a number format shows dates or times. */
export function isDateFormat(id: number, code?: string): boolean {
  if (code === undefined) return isBuiltInDate(id);
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '').split(';')[0]!;
  return /[ymdhs]/i.test(bare) && !/^general$/i.test(bare);
}

/** A date cell as ISO: a date, a local date and time, or (below one day) a time. */
export function dateText(value: number, date1904: boolean): string {
  const serial = date1904 ? value + 1462 : value;
  const seconds = Math.round(serial * DAY);
  if (seconds < 0 || serial > 2_958_466) return String(value);
  const time = new Date((seconds % DAY) * 1000).toISOString().slice(11, 19);
  if (serial < 1) return time;
  // day 60 of 1900 is a 29 February that never was: days before it are one too low
  const days = Math.floor(seconds / DAY) - (serial < 60 ? 25_568 : 25_569);
  const date = new Date(days * DAY * 1000).toISOString().slice(0, 10);
  return seconds % DAY === 0 ? date : `${date}T${time}`;
}

/** A number as people read it: whole numbers with all their digits, never with an exponent. */
export function numberText(raw: string): string {
  if (/^-?\d+$/.test(raw)) return raw;
  const value = Number(raw);
  if (!Number.isFinite(value)) return raw;
  if (Number.isInteger(value)) return BigInt(value).toString();
  return String(Number(value.toPrecision(15)));
}

/** Undoes the `_xHHHH_` under which workbooks keep control characters. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;

/** A cell's type `t`, style `s` and texts, as the sheet gives them. */
export interface RawCell {
  type: string | undefined;
  style: number;
  value: string;
  inline: string;
}

export interface ValueContext {
  sharedStrings: readonly string[];
  dateStyles: readonly boolean[];
  date1904: boolean;
}

/** The text of a cell: of a formula its stored result, of a date ISO, of rich text and links the words. */
export function cellText(cell: RawCell, { sharedStrings, dateStyles, date1904 }: ValueContext): string {
  const { type, value } = cell;
  if (type === 's') return sharedStrings[Number(value)] ?? '';
  if (type === 'inlineStr') return unescaped(cell.inline);
  if (type === 'str') return unescaped(value);
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type === 'e') return value;
  if (type === 'd') return value.replace(/T00:00:00(\.0+)?Z?$/, '');
  if (value === '') return unescaped(cell.inline);
  if (dateStyles[cell.style] && Number.isFinite(Number(value))) return dateText(Number(value), date1904);
  return numberText(value);
}
