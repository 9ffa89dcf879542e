import { type FieldCipher, keyIdOf, type SealedField } from '@app/platform';
import type { PoolClient } from 'pg';
import QueryStream from 'pg-query-stream';
import type { DataSource } from 'typeorm';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-fields.js';

/** A batch is written when it has so many values, or so many bytes. */
const BATCH = { values: 5_000, bytes: 16 * 1024 * 1024 };

interface Old {
  place: string;
  row: string;
  sealed: Buffer;
}

/** Whether a value is not sealed with the key in use (`$1`, as its two bytes). */
const isOld = (column: string): string => `${column} is not null and substring(${column} from 1 for 2) <> $1`;

const keyBytes = (id: number): Buffer => Buffer.from([id >> 8, id & 0xff]);

/** How many values are sealed with another key than that in use. */
export async function countOldSeals(dataSource: DataSource, cipher: FieldCipher): Promise<number> {
  const counts = [...SEALED_COLUMNS.values()].map(
    ({ table, column }) => `select count(*) as n from ${table} where ${isOld(column)}`,
  );
  const [row] = await dataSource.query<[{ n: number }]>(
    `select sum(n)::float8 as n from (${counts.join(' union all ')}) c`,
    [keyBytes(cipher.currentKey)],
  );
  return row.n;
}

/**
 * Seals every value anew that is not sealed with the key in use, while others read and write: a value that is changed
 * meanwhile is left to whoever changed it. May be interrupted, and is then called again: what is done is done.
 * @returns how many values were sealed anew
 */
export async function sealAnew(
  dataSource: DataSource,
  cipher: FieldCipher,
  onBatch: (field: SealedField, values: number) => void = () => undefined,
): Promise<number> {
  let all = 0;
  for (const [field, column] of SEALED_COLUMNS)
    for await (const batch of oldSeals(dataSource, cipher, column)) {
      all += await replace(dataSource, cipher, field, column, batch);
      onBatch(field, batch.length);
    }
  return all;
}

/** Batches of a column's old values, read through a cursor. */
async function* oldSeals(
  dataSource: DataSource,
  cipher: FieldCipher,
  { table, column, row }: SealedColumn,
): AsyncGenerator<Old[], void, undefined> {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    const text = `select ctid::text as place, ${row} as row, ${column} as sealed from ${table} where ${isOld(column)}`;
    const stream = client.query(new QueryStream(text, [keyBytes(cipher.currentKey)], { batchSize: 100 }));
    let [batch, bytes]: [Old[], number] = [[], 0];
    for await (const one of stream as AsyncIterable<Old>) {
      batch.push(one);
      bytes += one.sealed.length;
      if (batch.length < BATCH.values && bytes < BATCH.bytes) continue;
      yield batch;
      [batch, bytes] = [[], 0];
    }
    if (batch.length > 0) yield batch;
  } finally {
    await runner.release();
  }
}

async function replace(
  dataSource: DataSource,
  cipher: FieldCipher,
  field: SealedField,
  { table, column }: SealedColumn,
  batch: readonly Old[],
): Promise<number> {
  const fresh = batch.map(({ sealed, row }) => cipher.seal(cipher.open(sealed, field, row), field, row));
  const [, changed] = await dataSource.query<[unknown[], number]>(
    `update ${table} t set ${column} = d.fresh from unnest($1::tid[], $2::bytea[], $3::bytea[]) as d(place, old, fresh)
     where t.ctid = d.place and t.${column} = d.old`,
    [batch.map(({ place }) => place), batch.map(({ sealed }) => sealed), fresh],
  );
  return changed;
}

/** The numbers of the keys that seal anything. */
export async function keysInUse(dataSource: DataSource): Promise<Set<number>> {
  const rows = [...SEALED_COLUMNS.values()].map(
    ({ table, column }) => `select distinct substring(${column} from 1 for 2) as key from ${table}
       where ${column} is not null`,
  );
  const found = await dataSource.query<{ key: Buffer }[]>(rows.join(' union '));
  return new Set(found.map(({ key }) => keyIdOf(key)));
}
