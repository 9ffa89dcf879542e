import type { PlaceKind } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { Days } from '../rosters/rosters.queries.js';
import type { ShiftDay } from './hours.js';
import type { Seen, SiteSeen } from './seen.js';

/** The check-ins of an organisation's workers in `[from, to)`: those taken back never were, and some nobody can date. */
export function seenBetween(
  manager: EntityManager,
  organisationId: string,
  { from, to }: { from: number; to: number },
  { first, last }: Days,
): Promise<Seen[]> {
  return manager.query<Seen[]>(
    `select c.id, c.worker_no as "workerNo", c.place_no as "placeNo", extract(epoch from c.at)::float8 as at,
       c.device_id as "deviceId", c.trust, coalesce(u.role = 'worker', false) as own,
       'code_replayed' = any(c.reasons) as "codeReplayed"
     from check_in c left join user_account u on u.id = c.recorded_by
     where c.organisation_id = $1 and c.at >= to_timestamp($2) and c.at < to_timestamp($3)
       and c.day between $4::date and $5::date
       and c.voided_at is null and not 'time_uncertain' = any(c.reasons)`,
    [organisationId, from, to, first, last],
  );
}

export interface PlaceSeen {
  no: number;
  kind: PlaceKind;
  site: SiteSeen | null;
}

export function placesSeen(manager: EntityManager, nos: Iterable<number>): Promise<PlaceSeen[]> {
  return manager.query<PlaceSeen[]>(
    `select p.no, p.kind, case when s.id is not null then jsonb_build_object('id', s.id, 'unitCode', s.unit_code,
       'latitude', s.latitude, 'longitude', s.longitude) end as site
     from place p left join site s on s.id = p.site_id where p.no = any($1::int[])`,
    [[...new Set(nos)]],
  );
}

/** The shifts that workers have by the roster, else by the assignment; of a day about which neither says anything no row. */
export function shiftDays(manager: EntityManager, nos: Iterable<number>, { first, last }: Days): Promise<ShiftDay[]> {
  return manager.query<ShiftDay[]>(
    `select w.no as "workerNo", d.day::text, case when r.day is null then t.shift else r.shift end as shift
     from unnest($1::int[]) as w(no) cross join (select $2::date + n as day from generate_series(0, $3::date - $2::date) n) d
       left join roster_day r on r.worker_no = w.no and r.day = d.day
       left join lateral (
         select a.shift from assignment a where a.worker_no = w.no and a.kind = 'shift' and a.valid_from <= d.day
           and (a.valid_to is null or a.valid_to > d.day) order by a.valid_from desc limit 1
       ) t on r.day is null
     where r.day is not null or t.shift is not null`,
    [[...new Set(nos)], first, last],
  );
}

/** The sites where workers belong on some of the days, by record, assignment, roster or route. */
export function sitesOf(
  manager: EntityManager,
  nos: Iterable<number>,
  { first, last }: Days,
): Promise<{ workerNo: number; siteId: string }[]> {
  return manager.query<{ workerNo: number; siteId: string }[]>(
    `with at_place as (
       select worker_no, place_no from assignment
       where worker_no = any($1::int[]) and kind = 'place' and valid_from <= $3 and (valid_to is null or valid_to > $2)
       union all
       select worker_no, place_no from roster_day where worker_no = any($1::int[]) and day between $2 and $3
       union all
       select worker_no, place_no from route_stop
       where worker_no = any($1::int[]) and valid_from <= $3 and (valid_to is null or valid_to >= $2)
     )
     select worker_no as "workerNo", p.site_id as "siteId" from at_place join place p on p.no = place_no
     where p.site_id is not null
     union
     select no, site_id from worker where no = any($1::int[]) and site_id is not null`,
    [[...new Set(nos)], first, last],
  );
}
