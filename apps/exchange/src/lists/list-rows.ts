import { type ExportKind, isoOf } from '@app/contracts';
import type { PoolClient } from 'pg';
import QueryStream from 'pg-query-stream';
import type { QueryRunner } from 'typeorm';
import { caseList } from './case-list.js';
import { checkInList } from './check-in-list.js';
import type { Cell, ListBounds, ListQuery } from './list-query.js';
import { traceList } from './trace-list.js';
import { workerList } from './worker-list.js';

/** Every kind of list. A filter comes as it was stored: instants as text. */
export const LISTS: Record<ExportKind, (bounds: ListBounds, filter: unknown) => ListQuery> = {
  trace: traceList,
  workers: workerList,
  cases: caseList,
  'check-ins': checkInList,
};

export interface Counted {
  rows: number;
  leftOut: number;
  /** Of the rows, those that an earlier list did not hold. */
  added: number;
}

/** Where a list goes: to nobody but the one who asked, or to a receiver of real data, or of exercises. */
export type Audience = 'asker' | 'real' | 'exercise';
const AUDIENCES: Record<Audience, (exercise: string) => string> = {
  asker: () => 'true',
  real: (exercise) => `not ${exercise}`,
  exercise: (exercise) => exercise,
};

/** How many rows the list has for its audience, how many of them are new to it, and how many are not for it. */
export async function countList(runner: QueryRunner, list: ListQuery, audience: Audience): Promise<Counted> {
  const fitting = AUDIENCES[audience](list.exercise);
  const [row] = (await runner.query(
    `select count(*) filter (where ${fitting})::int as rows, count(*) filter (where not (${fitting}))::int as "leftOut",
            count(*) filter (where ${fitting} and ${list.added ?? 'false'})::int as added
     from ${list.from} where ${list.where}`,
    list.parameters,
  )) as Counted[];
  return row!;
}

const BATCH = 1_000;
const cellOf = (value: unknown): Cell => (value instanceof Date ? isoOf(value) : (value as Cell));

/**
 * The rows of a list through a cursor, in the runner's transaction; memory holds one batch. Ends early when the signal
 * aborts, with its reason.
 */
export async function* readList(
  runner: QueryRunner,
  list: ListQuery,
  audience: Audience,
  signal: AbortSignal,
): AsyncGenerator<Cell[], void, undefined> {
  const values = [...list.columns.map(([, sql]) => sql), ...(list.extras ?? [])];
  const text = `select ${values.join(', ')} from ${list.from} ${list.joins}
    where ${list.where} and ${AUDIENCES[audience](list.exercise)} order by ${list.order}`;
  const client = (await runner.connect()) as PoolClient;
  const stream = client.query(new QueryStream(text, list.parameters, { batchSize: BATCH, rowMode: 'array' }));
  for await (const rows of inBatches(stream as AsyncIterable<unknown[]>, BATCH)) {
    signal.throwIfAborted();
    const batch = rows.map((row) => ({
      cells: row.slice(0, list.columns.length).map(cellOf),
      extras: row.slice(list.columns.length),
    }));
    await list.finish?.(batch);
    for (const { cells } of batch) yield cells;
  }
}

async function* inBatches<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
