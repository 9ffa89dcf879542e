import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { QueryRunner } from 'typeorm';

/** A value of a COPY row; arrays become PostgreSQL arrays. */
export type CopyValue = string | number | boolean | Date | Buffer | null | readonly string[] | readonly number[];

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found]!).replaceAll('\0', '');

function encode(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  if (typeof value[0] === 'number') return `{${value.join(',')}}`;
  const items = (value as readonly string[]).map((item) => `"${item.replace(/[\\"]/g, '\\$&')}"`);
  return escaped(`{${items.join(',')}}`);
}

async function* lines(rows: AsyncIterable<CopyValue[]> | Iterable<CopyValue[]>): AsyncGenerator<Buffer> {
  let text = '';
  for await (const row of rows) {
    for (let i = 0; i < row.length; i++) text += (i > 0 ? '\t' : '') + encode(row[i]!);
    text += '\n';
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text) yield Buffer.from(text);
}

/**
 * Streams rows into a table by COPY, inside the runner's transaction if it has one.
 * Table and column names are the caller's own, never a user's.
 */
export async function copyInto(
  runner: QueryRunner,
  table: string,
  columns: readonly string[],
  rows: AsyncIterable<CopyValue[]> | Iterable<CopyValue[]>,
): Promise<void> {
  await copyLines(runner, table, columns, lines(rows));
}

/** The same for text that is in COPY's own format already: tabs between columns, a newline after each row. */
export async function copyLines(
  runner: QueryRunner,
  table: string,
  columns: readonly string[],
  text: AsyncIterable<string | Buffer>,
): Promise<void> {
  const client = (await runner.connect()) as PoolClient;
  const target = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
  await pipeline(Readable.from(text, { objectMode: false, highWaterMark: 262_144 }), target);
}
