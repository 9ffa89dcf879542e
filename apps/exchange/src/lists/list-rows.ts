import { Injectable } from '@nestjs/common';
import { type ExportKind, isoOf, isPersonField, isSeen, sightOfPerson } from '@app/contracts';
import type { ExportRecord } from '@app/database';
import { FieldCipher } from '@app/platform';
import { PieceReader } from '@app/presence';
import type { PoolClient } from 'pg';
import QueryStream from 'pg-query-stream';
import type { EntityManager, QueryRunner } from 'typeorm';
import { caseList } from './case-list.js';
import { checkInList } from './check-in-list.js';
import type { Cell, ListBounds, ListQuery } from './list-query.js';
import type { TraceBasis } from './trace-basis.queries.js';
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

/** Who asked, with the scope that they had then. */
export type Asker = Pick<ExportRecord, 'role' | 'scope'>;

export interface Reading {
  asker: Asker;
  audience: Audience;
  /** Gets the numbers of the workers whose rows they are. */
  people: Set<number>;
  /** Ends the reading early, with its reason. */
  signal: AbortSignal;
}

/** Of how many people the list is, whoever it goes to. Asks for `added` as well, since its parameters are among the list's. */
export async function countPeople(manager: EntityManager, list: ListQuery): Promise<number> {
  const [row] = await manager.query<[{ people: number }]>(
    `select count(distinct ${list.subject})::int as people, bool_or(${list.added ?? 'false'}) as added
     from ${list.from} where ${list.where}`,
    list.parameters,
  );
  return row.people;
}

const BATCH = 1_000;
const cellOf = (value: unknown): Cell => (value instanceof Date ? isoOf(value) : (value as Cell));

/** Reads lists: opens what is sealed of them, and explains contacts. */
@Injectable()
export class ListReader {
  constructor(
    private readonly pieces: PieceReader,
    private readonly cipher: FieldCipher,
  ) {}

  /** What is exported by that record, as SQL. */
  list(record: ExportRecord, basis: TraceBasis | null): ListQuery {
    return LISTS[record.kind]({ ...record, basis, pieces: this.pieces }, record.filter);
  }

  /**
   * The rows of a list through a cursor, in the runner's transaction; memory holds one batch.
   */
  async *read(
    runner: QueryRunner,
    list: ListQuery,
    { asker, audience, people, signal }: Reading,
  ): AsyncGenerator<Cell[], void, undefined> {
    const { columns, extras = [], person } = list;
    const bound = columns.map(([, , sealed]) => sealed?.[1] ?? 'null');
    const values = [
      ...columns.map(([, sql]) => sql),
      ...extras,
      person.id,
      person.organisationId,
      ...bound,
      list.subject,
    ];
    const text = `select ${values.join(', ')} from ${list.from} ${list.joins}
      where ${list.where} and ${AUDIENCES[audience](list.exercise)} order by ${list.order}`;
    const client = (await runner.connect()) as PoolClient;
    const stream = client.query(new QueryStream(text, list.parameters, { batchSize: BATCH, rowMode: 'array' }));
    for await (const rows of inBatches(stream as AsyncIterable<unknown[]>, BATCH)) {
      signal.throwIfAborted();
      for (const subject of rows.map((row) => row.at(-1) as number | null)) if (subject !== null) people.add(subject);
      const batch = rows.map((row) => ({
        cells: this.cells(list, asker, row),
        extras: row.slice(columns.length, columns.length + extras.length),
      }));
      await list.finish?.(batch);
      for (const { cells } of batch) yield cells;
    }
  }

  /** What the asker sees of a row; what is sealed is opened only then. */
  private cells({ columns, extras = [] }: ListQuery, asker: Asker, row: readonly unknown[]): Cell[] {
    const [id, organisationId, ...bound] = row.slice(columns.length + extras.length) as (string | null)[];
    const sight = id && organisationId ? sightOfPerson(asker, { id, organisationId }) : 'nothing';
    return columns.map(([name, , sealed], at) => {
      if (isPersonField(name) && id && !isSeen(name, sight)) return null;
      return sealed ? this.cipher.openText(row[at] as Buffer | null, sealed[0], bound[at]!) : cellOf(row[at]);
    });
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
