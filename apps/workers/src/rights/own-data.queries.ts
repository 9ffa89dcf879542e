import { isoOf, type OwnData } from '@app/contracts';
import type { EntityManager } from 'typeorm';

export type OwnList = Exclude<keyof OwnData, 'generatedAt' | 'records' | 'requests'>;

/** What is stored of the worker with the number `$1`, apart from the record. Names of others are in none of it. */
export const OWN_LISTS: Record<OwnList, string> = {
  assignments: `select a.kind, p.code as "placeCode", p.name as "placeName", a.shift, a.valid_from::text as "validFrom",
      a.valid_to::text as "validTo"
    from assignment a left join place p on p.no = a.place_no where a.worker_no = $1 order by a.valid_from, a.id`,
  tests: `select kind, sampled_at as "sampledAt", result, sample_code as "sampleCode", ct from health_test
    where worker_no = $1 order by sampled_at`,
  doses: `select given_on::text as "givenOn", vaccine, lot from vaccine_dose where worker_no = $1 order by given_on`,
  declarations: `select declared_at as "declaredAt", symptoms from health_declaration where worker_no = $1
    order by declared_at`,
  checkIns: `select c.at, c.direction, p.code as "placeCode", p.name as "placeName", c.result, c.decision, c.reasons,
      c.override_note as "overrideNote", c.voided_at as "voidedAt", c.void_reason as "voidReason"
    from check_in c join place p on p.no = c.place_no where c.worker_no = $1 order by c.at, c.id`,
  stays: `select s.started_at as "from", s.ended_at as "to", s.evidence, p.code as "placeCode", p.name as "placeName"
    from stay s join place p on p.no = s.place_no where s.worker_no = $1 order by s.started_at`,
  isolations: `select started_at as "from", ended_at as "to", reason from isolation where worker_no = $1 order by started_at`,
  cases: `select c.onset_on::text as "onsetOn", c.sampled_on::text as "sampledOn", c.confirmed_at as "confirmedAt", c.status
    from case_record c join worker w on w.id = c.worker_id where w.no = $1 order by c.id`,
  contactLists: `select c.level, c.exposed_at as "exposedAt", c.last_exposure_at as "lastExposureAt"
    from trace_contact c join worker w on w.person_no = c.person_no where w.no = $1 order by c.trace_id`,
  accesses: `select e.at, e.role, e.action, e.purpose from audit_event e
    where int4range(e.subjects[1], e.subjects[cardinality(e.subjects)], '[]') @> $1::int and $1::int = any(e.subjects)
    order by e.id`,
};

/** The rows of one of these, instants as text. */
export async function recordsOf(manager: EntityManager, sql: string, workerNo: number): Promise<unknown[]> {
  const rows = await manager.query<Record<string, unknown>[]>(sql, [workerNo]);
  const textOf = (value: unknown): unknown => (value instanceof Date ? isoOf(value) : value);
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, textOf(value)])));
}
