import type { ExportFormat } from '@app/contracts';
import { type Value, writeCsv, writeXlsx } from '@app/tables';
import type { Hash } from 'node:crypto';
import type { Cell } from '../lists/list-query.js';

export const MEDIA_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
};

const valueOf = (cell: Cell): Value => (typeof cell === 'boolean' ? String(cell) : cell);

async function* values(rows: AsyncIterable<Cell[]>): AsyncGenerator<Value[]> {
  for await (const row of rows) yield row.map(valueOf);
}

/** One JSON array, a row a line, each an object with every column. */
async function* writeJson(columns: readonly string[], rows: AsyncIterable<Cell[]>): AsyncGenerator<Uint8Array> {
  let text = '[';
  let separator = '\n';
  for await (const row of rows) {
    text += separator + JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, row[index]])));
    separator = ',\n';
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(`${text}\n]\n`);
}

/** The bytes of one file of a list. */
export function writePart(
  format: ExportFormat,
  columns: readonly string[],
  rows: AsyncIterable<Cell[]>,
): AsyncIterable<Uint8Array> {
  if (format === 'json') return writeJson(columns, rows);
  return format === 'csv' ? writeCsv(columns, values(rows)) : writeXlsx(columns, values(rows));
}

/** At most `limit` of the rows that are left; the rest stays for the next part. */
export async function* take(
  rows: AsyncIterator<Cell[]>,
  limit: number,
  taken: (count: number, row: Cell[]) => void,
): AsyncGenerator<Cell[]> {
  for (let count = 0; count < limit;) {
    const next = await rows.next();
    if (next.done) return;
    taken(++count, next.value);
    yield next.value;
  }
}

/** The same bytes, seen by a hash on their way. */
export async function* hashed(bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
}
