import type { EntityManager } from 'typeorm';

/** What says who was where, with whom, and since when, of a trace. */
const LISTS = [
  ...(['trace_source', 'trace_time', 'trace_place', 'trace_change', 'trace_review', 'trace_contact'] as const),
];

/** Traces whose cases are all over since so many days, real ones, that still have a list. */
const OVER = `
  select t.id from trace t join work k on k.id = t.id
  where k.status not in ('queued', 'running') and k.finished_at < now() - make_interval(days => $1)
    and exists (select from trace_contact c where c.trace_id = t.id)
    and not exists (
      select from trace_case s join case_record c on c.id = s.case_id join worker w on w.id = c.worker_id
        join organisation o on o.id = w.organisation_id
      where s.trace_id = t.id
        and (c.status = 'open' or c.updated_at >= now() - make_interval(days => $1) or o.exercise))
  for update of t`;

/** Deletes their lists. @returns the traces */
export async function pruneLists(manager: EntityManager, days: number): Promise<string[]> {
  const ids = (await manager.query<{ id: string }[]>(OVER, [days])).map(({ id }) => id);
  for (const table of LISTS) await manager.query(`delete from ${table} where trace_id = any($1::uuid[])`, [ids]);
  await manager.query(`update trace set windows = '[]' where id = any($1::uuid[])`, [ids]);
  return ids;
}

/** What was done about contacts of real cases that are over since so many days. */
export async function pruneFollowUps(manager: EntityManager, days: number): Promise<number> {
  const [, deleted] = await manager.query<[unknown, number]>(
    `delete from follow_up f using case_record c, worker w, organisation o
     where c.id = f.case_id and w.id = c.worker_id and o.id = w.organisation_id and not o.exercise
       and c.status <> 'open' and c.updated_at < now() - make_interval(days => $1)`,
    [days],
  );
  return deleted;
}
