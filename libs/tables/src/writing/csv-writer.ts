import { safeCell } from './safe-cell.js';

/** A value of a written table; null is an empty cell. */
export type Value = string | number | null;
export type Values = AsyncIterable<readonly Value[]> | Iterable<readonly Value[]>;

const PIECE = 65_536;

const field = (value: Value): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = safeCell(value);
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const line = (values: readonly Value[]): string => `${values.map(field).join(',')}\r\n`;

/**
 * A CSV in pieces of about 64 KB: UTF-8 with a byte order mark (Excel reads anything else as its own code page), commas,
 * lines ended with CRLF (RFC 4180), the last one too, so that a cut file shows. Texts are `safeCell`s; numbers are not
 * touched.
 */
export async function* writeCsv(header: readonly string[], rows: Values): AsyncGenerator<Uint8Array, void, undefined> {
  let text = `\ufeff${line(header)}`;
  for await (const row of rows) {
    text += line(row);
    if (text.length < PIECE) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text) yield Buffer.from(text);
}
