import type { Actor, PresetHead, Problem, WorkStatus } from '@app/contracts';
import { organisationScope, type Trace } from '@app/database';
import { notFound } from '@app/platform';
import type { EntityManager } from 'typeorm';

/** A trace with the state of its work, as it is answered. */
export interface TraceRow {
  id: string;
  preset: PresetHead;
  as_of: Date;
  as_of_given: boolean;
  max_level: number;
  direction: Trace['direction'];
  levels_done: number;
  counts: Record<string, number>;
  timings: Record<string, number>;
  windows: Trace['windows'];
  warnings: Trace['warnings'];
  followed: boolean;
  revise_id: string;
  revision: number;
  /** Null while it has its first list. */
  revised_at: Date | null;
  /** Why it could not be worked out anew. */
  revise_error: Problem | null;
  created_at: Date;
  status: WorkStatus;
  progress: number;
  error: Problem | null;
  case_ids: string[];
}

const SELECT = `
  select t.id, t.preset, t.as_of, t.as_of_given, t.max_level, t.direction, t.levels_done, t.counts, t.timings, t.windows,
         t.warnings, t.followed, t.revise_id, t.revision, t.created_at, k.status, k.progress, k.error,
         (select v.created_at from trace_revision v
           where v.trace_id = t.id and v.revision = t.revision and v.revision > 0) as revised_at,
         (select f.error from work f where f.id = t.revise_id and t.followed) as revise_error,
         array(select tc.case_id from trace_case tc where tc.trace_id = t.id order by tc.case_id) as case_ids
  from trace t join work k on k.id = t.id`;

/** Every case of the trace lies in the actor's scope. */
function inScope(actor: Actor, first: number): { sql: string; parameters: unknown[] } {
  const { sql, parameters } = organisationScope(actor, 'w.organisation_id', first);
  return {
    sql: `not exists (select 1 from trace_case tc join case_record c on c.id = tc.case_id
            join worker w on w.id = c.worker_id where tc.trace_id = t.id and not (${sql}))`,
    parameters,
  };
}

/** The trace, if all its cases lie in the actor's scope. @throws not_found */
export async function traceFor(manager: EntityManager, actor: Actor, id: string): Promise<TraceRow> {
  const scope = inScope(actor, 2);
  const rows = await manager.query<TraceRow[]>(`${SELECT} where t.id = $1 and ${scope.sql}`, [id, ...scope.parameters]);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/**
 * The trace that is queued or running for the same question. Until the transaction ends, nobody else can find that
 * there is none: of requests that come at one instant the first makes the trace and the others find it.
 */
export async function underWay(manager: EntityManager, requestKey: string): Promise<string | undefined> {
  await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`trace ${requestKey}`]);
  const rows = await manager.query<{ id: string }[]>(
    `select t.id from trace t join work k on k.id = t.id
     where t.request_key = $1 and k.status in ('queued', 'running') order by t.id limit 1`,
    [requestKey],
  );
  return rows[0]?.id;
}

/** The cases that a trace starts from. */
export const insertCases = (manager: EntityManager, id: string, cases: readonly { id: string }[]): Promise<unknown> =>
  manager.query('insert into trace_case (trace_id, case_id) select $1, unnest($2::uuid[])', [
    id,
    cases.map((one) => one.id),
  ]);

/** One more than a page of traces, newest first. */
export function findTraces(
  manager: EntityManager,
  actor: Actor,
  after: string | null,
  limit: number,
): Promise<TraceRow[]> {
  const scope = inScope(actor, 3);
  return manager.query(`${SELECT} where ($1::uuid is null or t.id < $1) and ${scope.sql} order by t.id desc limit $2`, [
    after,
    limit + 1,
    ...scope.parameters,
  ]);
}

/** The trace for its processor, which acts for nobody. */
export async function traceToRun(manager: EntityManager, id: string): Promise<TraceRow> {
  const rows = await manager.query<TraceRow[]>(`${SELECT} where t.id = $1`, [id]);
  return rows[0]!;
}

export interface TraceCaseRow {
  id: string;
  worker_no: number;
  onset_on: string | null;
  sampled_on: string;
  /** Epoch seconds. */
  isolated_at: number | null;
  status: string;
}

export const casesOfTrace = (manager: EntityManager, id: string): Promise<TraceCaseRow[]> =>
  manager.query(
    `select c.id, w.no as worker_no, c.onset_on::text, c.sampled_on::text, c.status,
            floor(extract(epoch from c.isolated_at))::float8 as isolated_at
     from trace_case tc join case_record c on c.id = tc.case_id join worker w on w.id = c.worker_id
     where tc.trace_id = $1 order by c.id`,
    [id],
  );

/** Numbers of the persons with a case that was not withdrawn. */
export async function knownCases(manager: EntityManager): Promise<number[]> {
  const rows = await manager.query<{ person_no: number }[]>(
    `select distinct w.person_no from case_record c join worker w on w.id = c.worker_id where c.status <> 'withdrawn'`,
  );
  return rows.map(({ person_no }) => person_no);
}

/** Whether anything is stored of the presence of any of these local days. */
export async function anyPresence(manager: EntityManager, days: readonly string[]): Promise<boolean> {
  const [row] = await manager.query<[{ found: boolean }]>(
    `select exists (select from stay where day = any($1::date[]))
       or exists (select from proximity where day = any($1::date[])) as found`,
    [days],
  );
  return row.found;
}
