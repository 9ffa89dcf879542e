import { reachedBefore, SOURCE_ARRAYS } from '@app/presence';
import type { EntityManager } from 'typeorm';

/** What an officer sees of a contact that the engine found. */
export const CONTACT_COLUMNS = [
  ...[
    'worker_no',
    'level',
    'position',
    'exposed_at',
    'earliest_at',
    'last_exposure_at',
    'near_seconds',
    'room_seconds',
  ],
  ...['dose', 'score', 'is_case', 'sources'],
] as const;

/** Columns of a table under its alias, as a row. */
export const rowOf = (alias: string, columns: readonly string[]): string =>
  `(${columns.map((column) => `${alias}.${column}`).join(', ')})`;

const FOUND = rowOf('n', CONTACT_COLUMNS);
const STORED = rowOf('o', CONTACT_COLUMNS);

/** Whether the contacts gathered anew (`REVISED`) are not those that the engine found before. */
export async function contactsDiffer(manager: EntityManager, traceId: string): Promise<boolean> {
  const [row] = await manager.query<[{ differ: boolean }]>(
    `select exists (
       select from revised_contact n
       full join (select * from trace_contact where trace_id = $1) o on o.person_no = n.person_no
       where ${FOUND} is distinct from ${STORED} and not (n.person_no is null and o.addition is not null and o.sources = 0)
     ) as differ`,
    [traceId],
  );
  return row.differ;
}

/** The persons whose sources are other ones than before. */
export async function reexplained(manager: EntityManager, traceId: string): Promise<number[]> {
  const rows = await manager.query<{ person: number }[]>(
    `select coalesce(n.person_no, o.person_no) as person
     from revised_source n full join (select * from trace_source where trace_id = $1) o on o.person_no = n.person_no
     where ${rowOf('n', SOURCE_ARRAYS)} is distinct from ${rowOf('o', SOURCE_ARRAYS)}`,
    [traceId],
  );
  return rows.map(({ person }) => person);
}

/** A person whose level changed; null: not in the list. */
export interface LevelChange {
  person: number;
  worker: number;
  before: number | null;
  after: number | null;
}

/** Who comes in, then who moves, then who leaves. An addition by hand that the engine does not find has the officer's level. */
export const levelChanges = (manager: EntityManager, traceId: string): Promise<LevelChange[]> =>
  manager.query(
    `select person, worker, before, after from (
       select coalesce(n.person_no, o.person_no) as person, coalesce(n.worker_no, o.worker_no) as worker,
              o.level as before, coalesce(n.level, o.added_level) as after, coalesce(n.position, o.position) as position
       from revised_contact n
       full join (select * from trace_contact where trace_id = $1) o on o.person_no = n.person_no
     ) both_lists
     where before is distinct from after
     order by case when before is null then 0 when after is null then 2 else 1 end, coalesce(after, before), position`,
    [traceId],
  );

/** The strongest edge of a person in one of the lists, and since when its source was reached in either. Epoch seconds. */
export interface StrongestEdge {
  person: number;
  /** It is of the new list. */
  fresh: boolean;
  source: number;
  first_at: number;
  last_at: number;
  reached_before: number | null;
  reached_now: number | null;
}

const strongest = (table: string, fresh: boolean, condition: string): string => `
  select w.person, ${fresh} as fresh, e.source_person_nos[1] as source, e.first_at[1]::float8 as first_at,
         e.last_at[1]::float8 as last_at, ${fresh ? 'w.after' : 'w.before'} as level
  from wanted w join ${table} e on e.person_no = w.person ${condition}`;

/** The first edges of some persons in both lists; hops before a person's level tell when a source was reached. */
export const strongestEdges = (
  manager: EntityManager,
  traceId: string,
  changes: readonly LevelChange[],
): Promise<StrongestEdge[]> =>
  manager.query(
    `with wanted as (select * from unnest($2::int[], $3::int[], $4::int[]) as w(person, before, after)),
     edge as (${strongest('trace_source', false, 'and e.trace_id = $1')} union all ${strongest('revised_source', true, '')})
     select e.person, e.fresh, e.source, e.first_at, e.last_at,
       ${reachedBefore('$1', 'e.level', 'e.source')} as reached_before,
       (select floor(extract(epoch from min(t.reached_at)))::float8 from revised_time t
          where t.person_no = e.source and t.hop < e.level) as reached_now
     from edge e`,
    [
      traceId,
      changes.map(({ person }) => person),
      changes.map(({ before }) => before),
      changes.map(({ after }) => after),
    ],
  );
