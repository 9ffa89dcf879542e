import { Trace } from '@app/database';
import { cancel } from '@app/queue';
import type { EntityManager } from 'typeorm';

/** The followed trace that a piece of work keeps true. */
export async function followedBy(manager: EntityManager, workId: string): Promise<string | undefined> {
  const rows = await manager.query<{ id: string }[]>('select id from trace where revise_id = $1 and followed', [
    workId,
  ]);
  return rows[0]?.id;
}

const openCaseOf = (trace: string): string =>
  `(select from trace_case tc join case_record c on c.id = tc.case_id where tc.trace_id = ${trace} and c.status = 'open')`;

export async function hasOpenCase(manager: EntityManager, traceId: string): Promise<boolean> {
  const [row] = await manager.query<[{ open: boolean }]>(`select exists ${openCaseOf('$1')} as open`, [traceId]);
  return row.open;
}

/** Keeps the cases of a trace as they are until the caller commits. */
export async function lockCases(manager: EntityManager, traceId: string): Promise<void> {
  await manager.query(
    `select from case_record c join trace_case tc on tc.case_id = c.id where tc.trace_id = $1 order by c.id for share of c`,
    [traceId],
  );
}

/** The list that a trace has when following begins; it is told only once. */
export async function keepFirstList(manager: EntityManager, traceId: string): Promise<void> {
  await manager.query(
    `insert into trace_revision (trace_id, revision, as_of, counts, created_at)
     select t.id, t.revision, t.as_of, t.counts, coalesce(k.finished_at, t.created_at) from trace t join work k on k.id = t.id where t.id = $1
     on conflict do nothing`,
    [traceId],
  );
}

/** Stops following. The work is cancelled before the trace is touched: a run that publishes locks in the same order. */
export async function stopFollowing(manager: EntityManager, traceId: string, reviseId: string): Promise<void> {
  await cancel(manager, reviseId);
  await manager.update(Trace, traceId, { followed: false });
}

/** Stops following the traces of a case of which no case is open any more: others' too, whom the caller does not see. */
export async function endFollowing(manager: EntityManager, caseId: string): Promise<void> {
  const rows = await manager.query<{ id: string; revise_id: string }[]>(
    'select id, revise_id from truyvet_traces_without($1)',
    [caseId],
  );
  for (const { id, revise_id } of rows) {
    await cancel(manager, revise_id);
    await manager.query('select truyvet_unfollow($1)', [id]);
  }
}
