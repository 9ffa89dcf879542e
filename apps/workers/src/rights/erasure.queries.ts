import { COVERED_PERSONS, hasLeftBy } from '@app/database';
import type { EntityManager } from 'typeorm';

/** Exercises are left out, as they are of every retention. */
const REAL = 'exists (select from organisation o where o.id = w.organisation_id and not o.exercise)';

/**
 * Starts the erasure of everybody who has left: due when presence of the last day is gone, and withdrawn when somebody
 * has come back meanwhile. @returns how many were started
 */
export async function startErasures(manager: EntityManager, today: string, presenceDays: number): Promise<number> {
  await manager.query(
    `update rights_request r set status = 'withdrawn', decided_at = now() from worker w
     where w.id = r.worker_id and r.kind = 'erasure' and r.status = 'accepted' and r.requested_by is null
       and not ${hasLeftBy('$1::date')}`,
    [today],
  );
  const rows = await manager.query<unknown[]>(
    `insert into rights_request (id, worker_id, kind, due_on, status)
     select uuid_v7(), w.id, 'erasure', coalesce(w.end_date, $1::date) + $2::int + 1, 'accepted' from worker w
     where w.erased_at is null and ${hasLeftBy('$1::date')} and ${REAL} and not exists (
       select from rights_request r where r.worker_id = w.id and r.kind = 'erasure' and r.status in ('open', 'accepted'))
     returning id`,
    [today, presenceDays],
  );
  return rows.length;
}

export interface DueErasure {
  id: string;
  workerId: string;
  workerNo: number;
  personNo: number;
  endDate: string | null;
  hasLeft: boolean;
  isCovered: boolean;
  isIsolated: boolean;
}

/** Accepted erasures whose day has come, oldest first, with what stands in their way. */
export const dueErasures = (
  manager: EntityManager,
  today: string,
  limit: number,
  after: string,
): Promise<DueErasure[]> =>
  manager.query(
    `select r.id, w.id as "workerId", w.no as "workerNo", w.person_no as "personNo", w.end_date::text as "endDate",
       ${hasLeftBy('$1::date')} as "hasLeft",
       exists (select from (${COVERED_PERSONS}) c where c.person_no = w.person_no) as "isCovered",
       exists (select from isolation i where i.worker_no = w.no and (i.ended_at is null or i.ended_at > now()))
         as "isIsolated"
     from rights_request r join worker w on w.id = r.worker_id
     where r.kind = 'erasure' and r.status = 'accepted' and r.due_on <= $1::date and r.id > $3::uuid
     order by r.id limit $2`,
    [today, limit, after],
  );

/** What names somebody, in every table that does; the number stays, for others' lists refer to it. */
export async function erase(manager: EntityManager, { workerId, workerNo, personNo }: DueErasure): Promise<void> {
  await manager.query(
    `update worker set code = 'erased-' || no, full_name = '', search_name = '', birth_date = null, sex = null,
       identity_number = null, phone = null, phone_index = null, address = null, status = 'left', end_date = coalesce(end_date, current_date),
       badge_version = badge_version + 1, phone_version = phone_version + 1, erased_at = now(), updated_at = now()
     where id = $1`,
    [workerId],
  );
  await manager.query(
    `update person p set identity_hash = null
     where no = $1 and not exists (select from worker w where w.person_no = p.no and w.erased_at is null)`,
    [personNo],
  );
  for (const table of ['assignment', 'route_stop', 'roster_day', 'import_change'])
    await manager.query(`delete from ${table} where worker_no = $1`, [workerNo]);
  for (const table of ['health_test', 'vaccine_dose', 'health_declaration'])
    await manager.query(
      `delete from ${table} where worker_no = $1 and not exists (
         select from worker w where w.person_no = $2 and w.erased_at is null)`,
      [workerNo, personNo],
    );
  await manager.query('update case_record set note = null where worker_id = $1', [workerId]);
  await manager.query('delete from user_account where worker_id = $1', [workerId]);
}
