import type { EntityManager } from 'typeorm';
import { applyWishes, moveEnds } from '../workers/assignments.queries.js';
import { lockPersons, sharePersons } from '../workers/persons.queries.js';
import { GONE, STAGE } from './worker-stage.queries.js';

/** One import at a time publishes, or is undone, in an organisation. */
export const lockWorkers = (manager: EntityManager, organisationId: string): Promise<unknown> =>
  manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`workers of ${organisationId}`]);

const CHANGED = `state in ('created', 'updated')`;

/**
 * Gives every created or moved row its person: the one with its identity number; a person of whom none was known takes
 * the number, unless somebody has it; else a new one (as `personAfter` does for one record). Imports of several
 * organisations run side by side: the unique key decides who makes a person, and only the taking of a number by somebody
 * known, which is rare, waits for the lock.
 */
export async function mergePersons(manager: EntityManager): Promise<void> {
  const claims = `s.state = 'updated' and s.moves and s.identity_hash is not null and not s.had_number`;
  const [{ taking }] = await manager.query<[{ taking: boolean }]>(
    `select exists (select from ${STAGE} s where ${claims}) as taking`,
  );
  await (taking ? lockPersons(manager) : sharePersons(manager));
  if (taking) {
    await manager.query(
      `update person p set identity_hash = claim.identity_hash
       from (select distinct on (s.identity_hash) s.identity_hash, s.person_no from ${STAGE} s
             where ${claims} and not exists (select from person other where other.identity_hash = s.identity_hash)
             order by s.identity_hash, s.row) claim
       where p.no = claim.person_no`,
    );
  }
  await manager.query(
    `insert into person (identity_hash)
     select distinct s.identity_hash from ${STAGE} s where ${CHANGED} and s.moves and s.identity_hash is not null
     order by s.identity_hash on conflict (identity_hash) do nothing`,
  );
  await manager.query(
    `update ${STAGE} s set person_no = p.no from person p
     where ${CHANGED} and s.moves and p.identity_hash = s.identity_hash`,
  );
  await manager.query(
    `with fresh as (
       update ${STAGE} set person_no = nextval('person_no_seq') where ${CHANGED} and moves and identity_hash is null
       returning person_no)
     insert into person (no) select person_no from fresh`,
  );
}

const STATUS = `case when s.end_date < $1::date then 'left' else 'active' end`;

/** Writes the created and the updated records. */
export async function mergeWorkers(manager: EntityManager, organisationId: string, today: string): Promise<void> {
  await manager.query(`update ${STAGE} set worker_no = nextval('worker_no_seq') where state = 'created'`);
  await manager.query(
    `insert into worker (id, no, person_no, organisation_id, site_id, code, full_name, search_name, kind, birth_date,
       sex, identity_number, phone, phone_index, address, status, start_date, end_date)
     select s.id, s.worker_no, s.person_no, $2, s.site_id, s.code, s.full_name, s.search_name, s.kind, s.birth_date,
       s.sex, s.identity_number, s.phone, s.phone_index, s.address, ${STATUS}, s.start_date, s.end_date
     from ${STAGE} s where s.state = 'created' order by s.worker_no`,
    [today, organisationId],
  );
  await manager.query(
    `update worker w set person_no = s.person_no, site_id = s.site_id, full_name = s.full_name,
       search_name = s.search_name, kind = s.kind, birth_date = s.birth_date, sex = s.sex,
       identity_number = s.identity_number, phone = s.phone, phone_index = s.phone_index, address = s.address, status = ${STATUS},
       start_date = s.start_date, end_date = s.end_date, updated_at = now()
     from ${STAGE} s where s.state = 'updated' and w.no = s.worker_no`,
    [today],
  );
}

/** Dates the assignments of the created and updated records. */
export async function mergeAssignments(manager: EntityManager, today: string): Promise<void> {
  await moveEnds(manager, `select worker_no, old_end, returning_now from ${STAGE} where state = 'updated'`);
  const wish = (kind: string, place: string, shift: string): string =>
    `select worker_no, '${kind}' as kind, ${place} as place_no, ${shift} as shift from ${STAGE} where ${CHANGED}`;
  const wishes = [
    wish('place', 'place_no', 'null::text'),
    wish('shift', 'null::int', 'shift'),
    wish('room', 'room_no', 'null::text'),
    wish('bus', 'bus_no', 'null::text'),
  ];
  await applyWishes(manager, today, wishes.join(' union all '));
}

/** Mode `replace`: who does not stand in the file leaves today. @returns how many */
export async function mergeGone(manager: EntityManager, organisationId: string, today: string): Promise<number> {
  const [gone] = await manager.query<[{ worker_no: number; old_end: string | null }[], number]>(
    `update worker w set status = 'left', end_date = greatest($1::date, w.start_date), updated_at = now()
     from (${GONE}) gone where w.no = gone.no returning w.no as worker_no, gone.old_end::text as old_end`,
    [today, organisationId],
  );
  if (gone.length > 0) {
    const source = `select worker_no, old_end, false as returning_now
      from jsonb_to_recordset($1::jsonb) as j(worker_no int, old_end date)`;
    await moveEnds(manager, source, [JSON.stringify(gone)]);
  }
  return gone.length;
}

/** Stores the staged rejected rows, in place of those of an earlier run. */
export async function mergeRejects(manager: EntityManager, importId: string): Promise<void> {
  await manager.query('delete from import_reject where import_id = $1', [importId]);
  await manager.query(
    `insert into import_reject (import_id, row, column_name, reason, cells)
     select $1, row, column_name, reason, cells from ${STAGE} where state = 'rejected'`,
    [importId],
  );
}
