import type { ImportMode } from '@app/contracts';
import { hasLeftBy } from '@app/database';
import type { EntityManager } from 'typeorm';
import { IS_CURRENT } from '../workers/assignments.queries.js';
import type { WorkerColumn } from './worker-columns.js';

/** The table, of this connection alone, in which the rows of a file wait to be compared and merged. */
export const STAGE = 'worker_stage';

/** `$1` is today. */
const HAS_LEFT = hasLeftBy('$1::date');

/** Makes the staging table afresh. `state`: rejected, or new until compared, then created, updated or unchanged. */
export async function makeStage(manager: EntityManager): Promise<void> {
  await manager.query(`drop table if exists pg_temp.${STAGE}`);
  await manager.query(
    `create temp table ${STAGE} (
       row int not null, state text not null, code text, column_name text, reason text, cells bytea,
       id uuid, full_name text, search_name text, kind text, birth_date date, sex text, identity_number bytea,
       identity_hash bytea, phone bytea, phone_index bytea, address bytea, site_id uuid, place_no int, shift text, room_no int, bus_no int,
       start_date date, end_date date,
       worker_no int, person_no int, old_end date, returning_now boolean not null default false,
       moves boolean not null default true, had_number boolean not null default false, fresh boolean not null default false)`,
  );
}

export const dropStage = (manager: EntityManager): Promise<unknown> =>
  manager.query(`drop table if exists pg_temp.${STAGE}`);

/** Staged column → the file's column and where its present value is: in worker (w) or among the assignments (c). */
const FIELDS: [staged: string, column: WorkerColumn, present: string][] = [
  ['birth_date', 'birthDate', 'w.birth_date'],
  ['sex', 'sex', 'w.sex'],
  ['identity_number', 'identityNumber', 'w.identity_number'],
  ['phone', 'phone', 'w.phone'],
  ['phone_index', 'phone', 'w.phone_index'],
  ['address', 'address', 'w.address'],
  ['site_id', 'siteCode', 'w.site_id'],
  ['start_date', 'startDate', 'w.start_date'],
  ['place_no', 'placeCode', 'c.place_no'],
  ['shift', 'shift', 'c.shift'],
  ['room_no', 'dormitoryRoom', 'c.room_no'],
  ['bus_no', 'busCode', 'c.bus_no'],
];

/** What each staged column becomes: the row's own value, filled in from what is there unless the file clears it. */
function fillsOf(given: ReadonlySet<string>, mode: ImportMode) {
  const clears = (column: WorkerColumn): boolean => mode === 'replace' && given.has(column);
  const fills = FIELDS.map(([staged, column, present]) => ({
    staged,
    present,
    value: clears(column) ? `s.${staged}` : `coalesce(s.${staged}, ${present})`,
  }));
  const end = `case when s.end_date is null and ${HAS_LEFT} then null
    else ${clears('endDate') ? 's.end_date' : 'coalesce(s.end_date, w.end_date)'} end`;
  return { fills, end, identity: fills.find(({ staged }) => staged === 'identity_number')!.value };
}

/**
 * Compares the staged rows with the organisation's workers: what the file does not say is filled in from what is there
 * (mode `replace`: an empty cell of a column the file has says "none"), and each row becomes created, updated or
 * unchanged. Whoever had left and stands in the file without an end date comes back.
 */
export async function compareStage(
  manager: EntityManager,
  organisationId: string,
  given: ReadonlySet<string>,
  { mode, today }: { mode: ImportMode; today: string },
): Promise<void> {
  const { fills, end, identity } = fillsOf(given, mode);
  const returning = `${HAS_LEFT} and not coalesce(${end} < $1::date, false)`;
  const kind = 'coalesce(s.kind, w.kind)';
  const before = ['w.full_name', 'w.kind', 'w.end_date', ...fills.map(({ present }) => present)];
  const after = ['s.full_name', kind, end, ...fills.map(({ value }) => value)];
  await manager.query(`analyze ${STAGE}`);
  await manager.query(
    `update ${STAGE} t set worker_no = o.no, person_no = o.person_no, old_end = o.old_end, returning_now = o.returning_now,
       moves = o.moves, had_number = o.had_number, state = o.state, kind = o.kind, end_date = o.end_date,
       identity_hash = case when o.moves then t.identity_hash end,
       ${fills.map(({ staged }) => `${staged} = o.${staged}`).join(', ')}
     from (
       select s.row, w.no, w.person_no, w.end_date as old_end, ${returning} as returning_now,
         ${identity} is distinct from w.identity_number as moves, w.identity_number is not null as had_number,
         case when ${returning} or (${after.join(', ')}) is distinct from (${before.join(', ')})
              then 'updated' else 'unchanged' end as state,
         ${kind} as kind, ${end} as end_date, ${fills.map(({ staged, value }) => `${value} as ${staged}`).join(', ')}
       from ${STAGE} s join worker w on w.organisation_id = $2 and w.code = s.code
       left join lateral (
         select max(a.place_no) filter (where a.kind = 'place') as place_no, max(a.shift) filter (where a.kind = 'shift') as shift,
           max(a.place_no) filter (where a.kind = 'room') as room_no, max(a.place_no) filter (where a.kind = 'bus') as bus_no
         from assignment a where a.worker_no = w.no and ${IS_CURRENT} and not (${returning})) c on true
       where s.state = 'new') o
     where t.row = o.row`,
    [today, organisationId],
  );
  await manager.query(`update ${STAGE} set state = 'created', kind = coalesce(kind, 'employee') where state = 'new'`);
  // the planner would take the new states for rare, and join row by row
  await manager.query(`analyze ${STAGE}`);
}

/** How many of the staged rows are in each state. */
export async function stageCounts(manager: EntityManager): Promise<Record<string, number>> {
  const rows = await manager.query<{ state: string; n: number }[]>(
    `select state, count(*)::int as n from ${STAGE} group by state`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** Workers who have not left and do not stand in the file, `$2` the organisation: mode `replace`. */
export const GONE = `select w.no, w.end_date as old_end from worker w
  where w.organisation_id = $2 and not ${HAS_LEFT} and not exists (select from ${STAGE} s where s.code = w.code)`;

export async function countGone(manager: EntityManager, organisationId: string, today: string): Promise<number> {
  const [row] = await manager.query<{ n: number }[]>(`select count(*)::int as n from (${GONE}) gone`, [
    today,
    organisationId,
  ]);
  return row!.n;
}
