import { type Actor, deploymentZone, type FollowUpFilter, followUpKey, type FollowUpState } from '@app/contracts';
import { communeOf, cursorOf, type FollowUp, organisationScope } from '@app/database';
import type { EntityManager } from 'typeorm';
import { followed, latestLists, SETTLED } from './followed.js';

export interface FollowUpRow {
  id: string | null;
  case_id: string;
  trace_id: string | null;
  person_no: number;
  worker_id: string;
  worker_code: string;
  organisation_id: string;
  unit_code: string;
  unit_name: string;
  level: number | null;
  last_exposure_at: Date | null;
  state: FollowUpState;
  due_on: string | null;
  note: Buffer | null;
  notified_at: Date | null;
  quarantined_at: Date | null;
  released_at: Date | null;
  changed_at: Date | null;
}

/** What has no day is done with, and stands last. */
export const NO_DAY = '9999-12-31';

/** One more than a page of the board: what is due first, first. With `workerIds` those alone. */
export function findFollowUps(
  manager: EntityManager,
  actor: Actor,
  filter: FollowUpFilter,
  today: string,
  workerIds: readonly string[] | null = null,
): Promise<FollowUpRow[]> {
  const { sql, parameters } = followed(actor, 9);
  const after = cursorOf(filter, followUpKey);
  return manager.query(
    `with ${sql}, page as (
       select * from followed f
       where ($2::uuid is null or f.case_id = $2) and ($3::text is null or f.state = $3)
         and ($4::text is null or f.state not in ${SETTLED}
           and case $4 when 'today' then f.due_on = $5::date else f.due_on < $5::date end)
         and ($6::jsonb is null or (coalesce(f.due_on, '${NO_DAY}'), coalesce(f.level, 0), f.person_no, f.case_id)
           > (($6->>0)::date, ($6->>1)::int, ($6->>2)::int, ($6->>3)::uuid))
         and ($7::uuid[] is null or f.person_no in (select person_no from worker where id = any($7)))
       order by coalesce(f.due_on, '${NO_DAY}'), coalesce(f.level, 0), f.person_no, f.case_id limit $8
     )
     select p.id, p.case_id, p.trace_id, p.person_no, w.id as worker_id, w.code as worker_code, w.organisation_id,
            u.code as unit_code, u.name as unit_name, p.level, p.last_exposure_at, p.state, p.due_on::text, p.note,
            p.notified_at, p.quarantined_at, p.released_at, p.changed_at
     from page p join worker w on w.no = p.worker_no
     join administrative_unit u on u.code = ${communeOf('p.worker_no')}
     order by coalesce(p.due_on, '${NO_DAY}'), coalesce(p.level, 0), p.person_no, p.case_id`,
    [
      ...[deploymentZone(), filter.caseId ?? null, filter.state ?? null, filter.due ?? null, today],
      ...[after && JSON.stringify(after), workerIds, filter.limit + 1, ...parameters],
    ],
  );
}

/** How many stand where. */
export async function countFollowUps(
  manager: EntityManager,
  actor: Actor,
  today: string,
): Promise<{ state: FollowUpState; people: number; today: number; overdue: number }[]> {
  const { sql, parameters } = followed(actor, 3);
  return manager.query(
    `with ${sql}
     select state, count(*)::int as people,
            count(*) filter (where due_on = $2::date and state not in ${SETTLED})::int as today,
            count(*) filter (where due_on < $2::date and state not in ${SETTLED})::int as overdue
     from followed group by state`,
    [deploymentZone(), today, ...parameters],
  );
}

/** Somebody whom a case's list shows, or about whom something was already done for it. */
export interface MarkedRow {
  asked_id: string;
  listed_no: number | null;
  mark: FollowUp['id'] | null;
}

/** Locks the case, so that of two officers the second sees what the first has done. @returns its status, if in scope */
export async function lockCase(manager: EntityManager, actor: Actor, caseId: string): Promise<string | undefined> {
  const { sql, parameters } = organisationScope(actor, 'w.organisation_id', 2);
  const rows = await manager.query<{ status: string }[]>(
    `select c.status from case_record c join worker w on w.id = c.worker_id where c.id = $1 and ${sql}
     for no key update of c`,
    [caseId, ...parameters],
  );
  return rows[0]?.status;
}

/** For each of the workers the record that the case's newest list has of the person, and the mark to be changed. */
export function findMarks(
  manager: EntityManager,
  actor: Actor,
  caseId: string,
  workerIds: readonly string[],
): Promise<MarkedRow[]> {
  const { sql, parameters } = latestLists(actor, 3);
  return manager.query(
    `with ${sql}, newest as (select trace_id from latest where case_id = $1)
     select a.id as asked_id, c.worker_no as listed_no, f.id as mark from worker a
     left join newest n on true
     left join trace_contact c on c.trace_id = n.trace_id and c.person_no = a.person_no
     left join lateral (
       select f.id from follow_up f join worker fw on fw.no = f.worker_no
       where fw.person_no = a.person_no and (f.case_id = $1 or f.case_id in (
         select s.case_id from trace_case s where s.trace_id = n.trace_id))
       order by f.changed_at desc limit 1) f on true
     where a.id = any($2::uuid[])`,
    [caseId, workerIds, ...parameters],
  );
}
