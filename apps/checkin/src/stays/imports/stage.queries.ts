import type { EntityManager } from 'typeorm';
import type { PresenceKind } from './presence-kinds.js';

/** Rows of an import on their way, in a table of the connection's own. Instants are epoch seconds, days day numbers. */
export const STAGE = 'presence_stage';
export const STAGE_COLUMNS = ['a', 'b', 'day', 'f', 't', 'whole_f', 'whole_t', 'evidence'] as const;

export async function makeStage(manager: EntityManager): Promise<void> {
  await dropStage(manager);
  await manager.query(`create temp table ${STAGE}
    (a int, b int, day int, f int8, t int8, whole_f int8, whole_t int8, evidence int2)`);
}

export const dropStage = (manager: EntityManager): Promise<unknown> =>
  manager.query(`drop table if exists pg_temp.${STAGE}`);

const DAY = `date '1970-01-01' + s.day`;
const EVIDENCE = '(enum_range(null::stay_evidence))[s.evidence + 1]';

/** Column of the target and its expression over the stage. */
const TARGETS: Readonly<Record<PresenceKind['table'], readonly (readonly [string, string])[]>> = {
  stay: [
    ['day', DAY],
    ['worker_no', 's.a'],
    ['place_no', 's.b'],
    ['started_at', 'to_timestamp(s.f)'],
    ['ended_at', 'to_timestamp(s.t)'],
    ['evidence', EVIDENCE],
  ],
  proximity: [
    ['day', DAY],
    ['worker_no', 's.a'],
    ['other_no', 's.b'],
    ['started_at', 'to_timestamp(s.f)'],
    ['ended_at', 'to_timestamp(s.t)'],
  ],
};

/** Stores what is not stored yet. @returns how many pieces were new */
export async function mergeStage(manager: EntityManager, table: PresenceKind['table'], id: string): Promise<number> {
  const target = TARGETS[table];
  const { affected } = await manager.queryRunner!.query(
    `insert into ${table} (${target.map(([column]) => column).join(', ')}, import_id)
     select ${target.map(([, expression]) => expression).join(', ')}, $1::uuid from ${STAGE} s
     on conflict do nothing`,
    [id],
    true,
  );
  return affected ?? 0;
}

/**
 * Different rows of the file, and those of them of which this import stored a piece. Only asked for when a piece was not
 * new, because counting takes as long as storing.
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

export async function deleteImported(
  manager: EntityManager,
  table: PresenceKind['table'],
  id: string,
): Promise<number> {
  const { affected } = await manager.queryRunner!.query(`delete from ${table} where import_id = $1`, [id], true);
  return affected ?? 0;
}
