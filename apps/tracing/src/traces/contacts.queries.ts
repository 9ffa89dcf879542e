import { type ContactFilter, positionKey } from '@app/contracts';
import { cursorOf, Parameters, wholeLimit } from '@app/database';
import { EACH_SOURCE, sourceColumns, type StoredSource } from '@app/presence';
import type { EntityManager } from 'typeorm';

export interface ContactRow {
  person_no: number;
  worker_id: string;
  worker_code: string;
  organisation_id: string;
  person_worker_ids: string[];
  level: number;
  position: number;
  exposed_at: Date | null;
  earliest_at: Date | null;
  last_exposure_at: Date | null;
  near_seconds: string;
  room_seconds: string;
  dose: number;
  score: number;
  is_case: boolean;
  sources: number;
  qualifies: boolean | null;
  added_because: string | null;
  decision: 'confirm' | 'dismiss' | null;
  decision_reason: string | null;
  decided_at: Date | null;
}

/** A stored source, by the record that stands for it. */
export interface SourceRow extends StoredSource {
  /** The contact, and its level. */
  person_no: number;
  level: number;
  source_worker_id: string;
  source_worker_code: string;
}

const contactsOf = (from: string): string => `
  select c.person_no, w.id as worker_id, w.code as worker_code, w.organisation_id, c.level, c.position,
         array(select r.id from worker r where r.person_no = c.person_no order by r.no) as person_worker_ids,
         c.exposed_at, c.earliest_at, c.last_exposure_at, c.near_seconds, c.room_seconds, c.dose, c.score, c.is_case,
         c.sources, c.qualifies, c.added_because, v.decision, v.reason as decision_reason, v.decided_at
  from ${from} c
  join worker w on w.no = c.worker_no
  left join lateral (select decision, reason, decided_at from trace_review r
    where r.trace_id = c.trace_id and r.person_no = c.person_no order by r.id desc limit 1) v on true`;

/** One more than a page of contacts in the order of the report; who is on it is found first. */
export function findContacts(manager: EntityManager, traceId: string, filter: ContactFilter): Promise<ContactRow[]> {
  const after = cursorOf(filter, positionKey);
  const { level, organisationId, limit } = filter;
  const p = new Parameters();
  const conditions = [
    `c.trace_id = ${p.put(traceId)}::uuid`,
    ...(level ? [`c.level = ${p.put(level)}::int`] : []),
    ...(organisationId
      ? [
          `exists (select from worker o where o.person_no = c.person_no and o.organisation_id = ${p.put(organisationId)}::uuid)`,
        ]
      : []),
    ...(after ? [`c.position > ${p.put(after[0])}::int`] : []),
  ];
  return manager.query(
    `with page as materialized (
       select c.* from trace_contact c where ${conditions.join(' and ')}
       order by c.position limit ${wholeLimit(limit + 1)})
     ${contactsOf('page')} order by c.position`,
    p.values,
  );
}

/** The contact that a worker record belongs to, if the trace reached that person. */
export async function findContact(
  manager: EntityManager,
  traceId: string,
  workerId: string,
): Promise<ContactRow | undefined> {
  const rows = await manager.query<ContactRow[]>(
    `${contactsOf('trace_contact')} where c.trace_id = $1 and c.person_no = (select person_no from worker where id = $2)`,
    [traceId, workerId],
  );
  return rows[0];
}

/**
 * Counts one more contact of a level, added by hand, and says which addition to the trace it is, from 1. Others who add
 * to the trace wait until the caller's transaction has ended.
 */
export async function countAddition(manager: EntityManager, traceId: string, level: number): Promise<number> {
  const [[row]] = await manager.query<[[{ additions: number }], number]>(
    `update trace set additions = additions + 1,
       counts = counts || jsonb_build_object($2::text, coalesce((counts->>$2)::int, 0) + 1)
     where id = $1 returning additions`,
    [traceId, String(level)],
  );
  return row.additions;
}

/** The stored sources of contacts, strongest first; none that no record stands for any more. */
export function findSources(
  manager: EntityManager,
  traceId: string,
  personNos: readonly number[],
): Promise<SourceRow[]> {
  return manager.query(
    `select s.person_no, c.level, w.id as source_worker_id, w.code as source_worker_code, ${sourceColumns('c.level')}
     from trace_source s
     join trace_contact c on c.trace_id = s.trace_id and c.person_no = s.person_no
     cross join ${EACH_SOURCE}
     join lateral (select id, code from worker where person_no = e.source_person_no order by no limit 1) w on true
     where s.trace_id = $1 and s.person_no = any($2::int[]) order by s.person_no, e.rank`,
    [traceId, personNos],
  );
}

/** The sources that `findSources` gave, contact by contact. */
export function sourced(sources: readonly SourceRow[]): { person_no: number; level: number; sources: SourceRow[] }[] {
  const contacts = new Map<number, { person_no: number; level: number; sources: SourceRow[] }>();
  for (const source of sources) {
    const { person_no, level } = source;
    const contact = contacts.get(person_no) ?? { person_no, level, sources: [] };
    contact.sources.push(source);
    contacts.set(person_no, contact);
  }
  return [...contacts.values()];
}
