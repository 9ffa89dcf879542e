import { EVIDENCE } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { PresenceKind } from './presence-kinds.js';

/** Rows of an import on their way, in a table of the connection's own. Instants are epoch seconds, days day numbers. */
export const STAGE = 'presence_stage';
export const STAGE_COLUMNS = ['a', 'b', 'day', 'f', 't', 'whole_f', 'whole_t', 'evidence'] as const;

const UNIQUE_VIOLATION = '23505';

export async function makeStage(manager: EntityManager): Promise<void> {
  await dropStage(manager);
  await manager.query(`create temp table ${STAGE}
    (a int, b int, day int, f int8, t int8, whole_f int8, whole_t int8, evidence int2)`);
}

export const dropStage = (manager: EntityManager): Promise<unknown> =>
  manager.query(`drop table if exists pg_temp.${STAGE}`);

const DAY = `date '1970-01-01' + s.day`;
/** As an array, because the positions of an enum are looked up in the catalogue for each row. */
const EVIDENCE_OF = `('{${EVIDENCE.join(',')}}'::stay_evidence[])[s.evidence + 1]`;

/** Each column that makes a row of the target what it is, and its expression over the stage. */
const TARGETS: Readonly<Record<PresenceKind['table'], readonly (readonly [string, string])[]>> = {
  stay: [
    ['day', DAY],
    ['worker_no', 's.a'],
    ['place_no', 's.b'],
    ['started_at', 'to_timestamp(s.f)'],
    ['ended_at', 'to_timestamp(s.t)'],
    ['evidence', EVIDENCE_OF],
  ],
  proximity: [
    ['day', DAY],
    ['worker_no', 's.a'],
    ['other_no', 's.b'],
    ['started_at', 'to_timestamp(s.f)'],
    ['ended_at', 'to_timestamp(s.t)'],
  ],
};

/**
 * Stores what is not stored yet.
 * @returns whether all of it was new; then nothing needs to be counted
 */
export async function mergeStage(manager: EntityManager, table: PresenceKind['table'], id: string): Promise<boolean> {
  const target = TARGETS[table];
  const columns = target.map(([column]) => column).join(', ');
  const insert = `insert into ${table} (${columns}, import_id)
    select ${target.map(([, expression]) => expression).join(', ')}, $1::uuid from ${STAGE} s`;
  // most files hold nothing that is stored already, and an insert that may meet such rows costs twice as much
  if (await tried(manager, (inner) => inner.query(insert, [id]))) return true;
  await manager.query(`${insert} on conflict (${columns}) do nothing`, [id]);
  return false;
}

/** Whether it went through; false when it met a row that was there already, of which nothing remains. */
async function tried(manager: EntityManager, work: (inner: EntityManager) => Promise<unknown>): Promise<boolean> {
  try {
    await manager.transaction(work); // within a transaction: a savepoint
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

/**
 * Different rows of the file, and those of them of which this import stored a piece. Only asked for when not all was new,
 * because counting takes as long as storing.
 */
export async function countStage(
  manager: EntityManager,
  table: PresenceKind['table'],
  id: string,
): Promise<{ accepted: number; created: number }> {
  await manager.query(`analyze ${STAGE}`);
  const same = TARGETS[table].map(([column, expression]) => `p.${column} = ${expression}`).join(' and ');
  const whole = 's.a, s.b, s.whole_f, s.whole_t, s.evidence';
  const [row] = await manager.query<[{ accepted: number; created: number }]>(
    `select
       (select count(*)::int from (select distinct ${whole} from ${STAGE} s) one) as accepted,
       (select count(*)::int from (select distinct ${whole} from ${STAGE} s
          join ${table} p on ${same} and p.import_id = $1) one) as created`,
    [id],
  );
  return row;
}

/** @returns how many rows went, and the local days on which they were, in order */
export async function deleteImported(
  manager: EntityManager,
  table: PresenceKind['table'],
  id: string,
): Promise<{ rows: number; days: string[] }> {
  const [gone] = await manager.query<[{ rows: number; days: string[] }]>(
    `with gone as (delete from ${table} where import_id = $1 returning day)
     select count(*)::int as rows, array(select distinct day::text from gone order by 1) as days from gone`,
    [id],
  );
  return gone;
}
