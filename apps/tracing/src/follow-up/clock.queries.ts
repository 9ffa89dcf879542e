import type { Actor } from '@app/contracts';
import { organisationScope } from '@app/database';
import type { EntityManager } from 'typeorm';

export interface ClockRow {
  case_id: string;
  worker_id: string;
  worker_code: string;
  organisation_id: string;
  district_code: string;
  district_name: string;
  positive_at: Date;
  list_at: Date | null;
  notice_at: Date | null;
  quarantine_at: Date | null;
  contacts: number;
  notified: number;
  quarantined: number;
}

/** The instant by which half of them have it; null where half have not. */
const half = (column: string): string =>
  `(percentile_disc(0.5) within group (order by coalesce(${column}, 'infinity')))`;
const finite = (instant: string): string => `case when isfinite(${instant}) then ${instant} end`;

/**
 * Real cases of the last days, newest first. Positive is when the result was there, else when the case was entered; the
 * list is there when the first level of its first trace is done. F1 are those of its newest list.
 */
export function clockOf(manager: EntityManager, actor: Actor, days: number, limit: number): Promise<ClockRow[]> {
  const scope = organisationScope(actor, 'w.organisation_id', 3);
  return manager.query(
    `with positive as materialized (
       select c.id as case_id, c.worker_id, w.code as worker_code, w.organisation_id, o.unit_code,
              coalesce(c.confirmed_at, c.created_at) as positive_at
       from case_record c join worker w on w.id = c.worker_id join organisation o on o.id = w.organisation_id
       where c.status <> 'withdrawn' and not o.exercise and ${scope.sql}
         and coalesce(c.confirmed_at, c.created_at) > now() - make_interval(days => $1)
       order by 6 desc, 1 desc limit $2
     ), list as materialized (
       select s.case_id, min(coalesce(k.finished_at, k.started_at)) as list_at,
              (array_agg(t.id order by t.id desc))[1] as trace_id
       from positive p join trace_case s on s.case_id = p.case_id join trace t on t.id = s.trace_id
       join work k on k.id = t.id
       where t.direction = 'forward' and t.levels_done > 0 group by s.case_id
     ), mark as materialized (
       select distinct on (l.case_id, w.person_no) l.case_id, w.person_no, f.notified_at, f.quarantined_at
       from list l join trace_case s on s.trace_id = l.trace_id join follow_up f on f.case_id = s.case_id
       join worker w on w.no = f.worker_no order by l.case_id, w.person_no, f.changed_at desc
     ), f1 as (
       select l.case_id, count(*)::int as contacts, count(m.notified_at)::int as notified,
              count(m.quarantined_at)::int as quarantined,
              ${half('m.notified_at')} as notice_at, ${half('m.quarantined_at')} as quarantine_at
       from list l join trace_contact c on c.trace_id = l.trace_id and c.level = 1 and not c.is_case
       left join mark m on m.case_id = l.case_id and m.person_no = c.person_no
       where coalesce((select r.decision from trace_review r where r.trace_id = c.trace_id and r.person_no = c.person_no
                       order by r.id desc limit 1), '') <> 'dismiss'
       group by l.case_id
     )
     select p.case_id, p.worker_id, p.worker_code, p.organisation_id, d.code as district_code, d.name as district_name,
            p.positive_at, l.list_at, ${finite('f.notice_at')} as notice_at, ${finite('f.quarantine_at')} as quarantine_at,
            coalesce(f.contacts, 0) as contacts, coalesce(f.notified, 0) as notified, coalesce(f.quarantined, 0) as quarantined
     from positive p join administrative_unit u on u.code = p.unit_code
     join administrative_unit d on d.code = coalesce(nullif(split_part(u.path, '/', 3), ''), u.code)
     left join list l on l.case_id = p.case_id left join f1 f on f.case_id = p.case_id
     order by p.positive_at desc, p.case_id desc`,
    [days, limit, ...scope.parameters],
  );
}
