import type { Actor } from '@app/contracts';
import { DomainError } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { organisationScope } from './scope.js';

/**
 * The open cases in the actor's scope that cover a person: a case covers its own worker and everybody its traces reach,
 * a trace of several cases only for whom all of them are in scope. Read anew each time: a case that is closed covers
 * nobody from that moment on.
 */
export async function coveringCases(manager: EntityManager, actor: Actor, personNo: number): Promise<string[]> {
  const { sql, parameters } = organisationScope(actor, 'w.organisation_id', 2);
  const rows = await manager.query<{ id: string }[]>(
    `with own as (
       select c.id, w.person_no from case_record c join worker w on w.id = c.worker_id where c.status = 'open' and ${sql}
     )
     select id from own where person_no = $1
     union
     select o.id from trace_contact t join trace_case s using (trace_id) join own o on o.id = s.case_id
     where t.person_no = $1 and not exists (
       select from trace_case other join case_record c on c.id = other.case_id join worker w on w.id = c.worker_id
       where other.trace_id = t.trace_id and not (${sql}))
     order by id`,
    [personNo, ...parameters],
  );
  return rows.map(({ id }) => id);
}

/** Whether a case of the trace is open: only then are the places and times of people shown that it rests on. */
export async function hasOpenCase(manager: EntityManager, traceId: string): Promise<boolean> {
  const [row] = await manager.query<[{ open: boolean }]>(
    `select exists (select from trace_case s join case_record c on c.id = s.case_id
       where s.trace_id = $1 and c.status = 'open') as open`,
    [traceId],
  );
  return row.open;
}

/** @throws case_closed */
export async function requireOpenCase(manager: EntityManager, traceId: string): Promise<void> {
  if (!(await hasOpenCase(manager, traceId))) throw new DomainError('case_closed');
}

/** Whether the case is open and in the actor's scope. */
export async function isOpenCase(manager: EntityManager, actor: Actor, caseId: string): Promise<boolean> {
  const { sql, parameters } = organisationScope(actor, 'w.organisation_id', 2);
  const rows = await manager.query<unknown[]>(
    `select 1 from case_record c join worker w on w.id = c.worker_id where c.id = $1 and c.status = 'open' and ${sql}`,
    [caseId, ...parameters],
  );
  return rows.length > 0;
}
