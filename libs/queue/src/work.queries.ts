import { Work } from '@app/database';
import type { EntityManager } from 'typeorm';
import type { JobName } from './jobs.js';

/** PostgreSQL channel on which every process' relay hears that there is something to ring. */
export const OUTBOX_CHANNEL = 'truyvet_outbox';
/** PostgreSQL channel of changes of work: the payload is `id status`. */
export const WORK_CHANNEL = 'truyvet_work';

export interface When {
  /** Not before this instant; without it, now. */
  runAfter?: Date;
}

/**
 * Queues new work inside the caller's transaction: the job is rung for once that has committed, never if it is rolled
 * back. Nothing here needs the queue to be up.
 * @throws a unique violation when work with this id exists (`requeue` is for that).
 */
export async function enqueue(manager: EntityManager, job: JobName, id: string, when: When = {}): Promise<void> {
  await manager.query(
    `with wish as (
       insert into work (id, job, run_after) values ($1, $2, coalesce($3, now())) returning id, run_after
     ), bell as (
       insert into outbox (work_id, available_at) select id, run_after from wish
     )
     select pg_notify('${OUTBOX_CHANNEL}', '') from wish`,
    [id, job, when.runAfter ?? null],
  );
}

/** New work that waits for somebody's word: `requeue` lets it run, `cancel` ends it. */
export async function hold(manager: EntityManager, job: JobName, id: string): Promise<void> {
  await manager.query(`insert into work (id, job, status) values ($1, $2, 'awaiting_approval')`, [id, job]);
}

/**
 * The same as `requeue` for callers that find their work in a statement of their own: table expressions that read
 * `wanted` (id, run_after). `RUNG` has to be evaluated in the end, over `requeued`.
 * @param job an SQL expression
 */
export const requeueing = (job: string): string => `
  requeued as (
    insert into work as w (id, job, run_after) select id, ${job}, run_after from wanted
    on conflict (id) do update set
      status = case when w.status = 'running' then 'running' else 'queued' end,
      run_after = case when w.status = 'running' then greatest(excluded.run_after, clock_timestamp())
                       else excluded.run_after end,
      failures = case when w.status = 'running' then w.failures else 0 end,
      takeovers = case when w.status = 'running' then w.takeovers else 0 end,
      progress = case when w.status = 'running' then w.progress else 0 end,
      error = null,
      started_at = case when w.status = 'running' then w.started_at end,
      finished_at = null,
      version = w.version + 1
    where w.status <> 'queued' or (w.failures = 0 and excluded.run_after < w.run_after)
    returning id, status, run_after
  ), bell as (
    insert into outbox (work_id, available_at) select id, run_after from requeued where status = 'queued'
  )`;

/** Tells of a row of `requeued`. */
export const RUNG = `pg_notify('${OUTBOX_CHANNEL}', ''), pg_notify('${WORK_CHANNEL}', id || ' ' || status)`;

const REQUEUE = `
  with wanted as (select $1::uuid as id, coalesce($3::timestamptz, now()) as run_after), ${requeueing('$2::text')}
  select status, ${RUNG} from requeued`;

/**
 * Wants work (new, ended or under way) run once more, inside the caller's transaction, and promises that a run which
 * starts after that transaction has committed will follow.
 * - absent or ended: queued, its counters start afresh;
 * - queued: stays so (a run that waits to be retried keeps its time, else the earlier of the two times counts);
 * - running: goes on, and is queued again when it ends.
 * The row stays locked until the caller commits, so that a claim cannot slip in between: keep the transaction short.
 * @returns `again` when it is running now, else `queued`.
 */
export async function requeue(
  manager: EntityManager,
  job: JobName,
  id: string,
  when: When = {},
): Promise<'queued' | 'again'> {
  const rows = await manager.query<{ status: string }[]>(REQUEUE, [id, job, when.runAfter ?? null]);
  return rows[0]?.status === 'running' ? 'again' : 'queued';
}

/**
 * Cancels work that has not ended. A run under way notices through its signal and can publish nothing more; while it is
 * publishing, this waits for that transaction.
 * @returns false when there is no such work or it has ended already.
 */
export async function cancel(manager: EntityManager, id: string): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `with cancelled as (
       update work set status = 'cancelled', lease_until = null, finished_at = now(), version = version + 1
       where id = $1 and status in ('queued', 'running', 'awaiting_approval') returning id
     )
     select pg_notify('${WORK_CHANNEL}', id || ' cancelled') from cancelled`,
    [id],
  );
  return rows.length > 0;
}

/** The work with this id, or null. */
export const workOf = (manager: EntityManager, id: string): Promise<Work | null> => manager.findOneBy(Work, { id });
