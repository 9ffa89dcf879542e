import type { EntityManager } from 'typeorm';

/** Who works where on a day: an employment counts to its last day; without one, its status decides. */
const EMPLOYED = `coalesce(w.end_date >= $1::date, w.status = 'active') and coalesce(w.start_date <= $1::date, true)`;

/**
 * The unit of a record: that of its site, else of its organisation. A drill is measured against those who take part in
 * drills, a real trace against the others.
 */
const AT_UNIT = `
  join organisation o on o.id = w.organisation_id and o.exercise = exists (
    select 1 from trace_case tc join case_record k on k.id = tc.case_id join worker kw on kw.id = k.worker_id
    join organisation ko on ko.id = kw.organisation_id where tc.trace_id = $2 and ko.exercise)
  left join site s on s.id = w.site_id
  join administrative_unit u on u.code = coalesce(s.unit_code, o.unit_code)`;

/** Contacts who work for an organisation in a unit itself, not below it; one with two records there twice. */
export interface ReachedRow {
  /** Codes of the units above and of the unit, as `/24/219/`. */
  path: string;
  organisation: string;
  persons: number[];
}

/** Contacts up to a level by the units and organisations they work in on a day. */
export const reachedByUnit = (
  manager: EntityManager,
  day: string,
  traceId: string,
  level: number,
): Promise<ReachedRow[]> =>
  manager.query(
    `select u.path, w.organisation_id as organisation, array_agg(w.person_no) as persons
     from trace_contact c join worker w on w.person_no = c.person_no ${AT_UNIT}
     where c.trace_id = $2 and c.level <= $3 and ${EMPLOYED} group by u.path, w.organisation_id`,
    [day, traceId, level],
  );

/** Which workers to count: those of some organisations, so many of each as are enough, those around some units, or all. */
export type Circle = { organisations: readonly string[]; enough: number } | { units: readonly string[] } | 'all';

/** Workers by the unit they work in on a day, as a trace measures them. */
export function workersByUnit(
  manager: EntityManager,
  day: string,
  traceId: string,
  circle: Circle,
): Promise<{ path: string; workers: number }[]> {
  const [workers, values] = within(circle);
  return manager.query(`select u.path, count(*)::int as workers from (${workers}) w ${AT_UNIT} group by u.path`, [
    ...[day, traceId, ...values],
  ]);
}

function within(circle: Circle): [sql: string, values: unknown[]] {
  const all = `select w.organisation_id, w.site_id from worker w where ${EMPLOYED}`;
  if (circle === 'all') return [all, []];
  if ('organisations' in circle) {
    const few = `select few.* from unnest($3::uuid[]) as near(id)
      cross join lateral (${all} and w.organisation_id = near.id limit $4) few`;
    return [few, [circle.organisations, circle.enough]];
  }
  const inUnits = `${all} and w.organisation_id in (select id from organisation where unit_code = any($3::text[])
    union select organisation_id from site where unit_code = any($3::text[]))`;
  return [inUnits, [circle.units]];
}
