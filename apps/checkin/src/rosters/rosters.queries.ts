import type { RosterFill } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { Timed } from './shift-hours.js';

/** Local dates, both inclusive. */
export interface Days {
  first: string;
  last: string;
}

const DATED = `t.code, t.start_minute as "startMinute", t.end_minute as "endMinute", t.cycle, t.days,
  t.valid_from::text as "validFrom", t.valid_to::text as "validTo"`;
/** Whether a dated row may hold on one of the days; `$1` is the organisation. */
const HOLDS = `t.organisation_id = $1 and t.valid_from <= $3::date and (t.valid_to is null or t.valid_to >= $2::date)`;

/** The organisation's own shifts; none: the usual ones. All of them, for one that has any has no usual ones. */
export function patternsOf(manager: EntityManager, organisationId: string): Promise<Timed[]> {
  return manager.query<Timed[]>(`select ${DATED} from shift_pattern t where t.organisation_id = $1`, [organisationId]);
}

export interface Trip extends Timed {
  placeNo: number;
  direction: 'outbound' | 'return';
  /** Null: whatever shift somebody has. */
  shift: string | null;
}

export function tripsOf(manager: EntityManager, organisationId: string, { first, last }: Days): Promise<Trip[]> {
  return manager.query<Trip[]>(
    `select t.place_no as "placeNo", t.direction, t.shift, ${DATED} from bus_trip t where ${HOLDS}`,
    [organisationId, first, last],
  );
}

export interface Sitting extends Timed {
  placeNo: number;
  shift: string | null;
}

export function sittingsOf(manager: EntityManager, organisationId: string, { first, last }: Days): Promise<Sitting[]> {
  return manager.query<Sitting[]>(
    `select t.place_no as "placeNo", t.shift, ${DATED} from canteen_sitting t where ${HOLDS}`,
    [organisationId, first, last],
  );
}

/** What somebody is assigned on a local day; null: nothing is known, and for the shift also: a day off. */
export interface Rostered {
  workerNo: number;
  day: string;
  shift: string | null;
  placeNo: number | null;
  roomNo: number | null;
  busNo: number | null;
  /** Of the place, else of the record; and for whom rosters fill in there. */
  siteId: string | null;
  fill: RosterFill | null;
}

/**
 * Who of some workers is meant to be where on each of some days, by worker and day: a line of the roster stands above
 * the assignments. Whoever has neither is left out, as are those who had not come yet or have left.
 */
export function rosterOf(
  manager: EntityManager,
  workerNos: readonly number[],
  { first, last }: Days,
): Promise<Rostered[]> {
  return manager.query<Rostered[]>(
    `with own as (
       select no, site_id, start_date, end_date from worker where no = any($1::int[])
     ), line as (
       select t.worker_no, d.day, t.kind, t.place_no, t.shift
       from own join assignment t on t.worker_no = own.no
         join (select $2::date + n as day from generate_series(0, $3::date - $2::date) n) d
           on t.valid_from <= d.day and (t.valid_to is null or t.valid_to > d.day)
       union all
       select r.worker_no, r.day, 'roster', r.place_no, r.shift
       from own join roster_day r on r.worker_no = own.no and r.day between $2::date and $3::date
     ), meant as (
       select worker_no, day,
         case when bool_or(kind = 'roster') then max(shift) filter (where kind = 'roster')
           else max(shift) filter (where kind = 'shift') end as shift,
         coalesce(max(place_no) filter (where kind = 'roster'), max(place_no) filter (where kind = 'place')) as place_no,
         max(place_no) filter (where kind = 'room') as room_no, max(place_no) filter (where kind = 'bus') as bus_no
       from line group by worker_no, day
     )
     select m.worker_no as "workerNo", m.day::text, m.shift, m.place_no as "placeNo", m.room_no as "roomNo",
       m.bus_no as "busNo", s.id as "siteId", s.roster_fill as fill
     from meant m join own on own.no = m.worker_no left join place p on p.no = m.place_no
       left join site s on s.id = coalesce(p.site_id, own.site_id)
     where (own.start_date is null or own.start_date <= m.day) and (own.end_date is null or own.end_date >= m.day)
     order by m.worker_no, m.day`,
    [workerNos, first, last],
  );
}

export interface RoutePlace {
  day: string;
  workerNo: number;
  placeNo: number;
  /** Both null: any time of the shift. */
  startMinute: number | null;
  endMinute: number | null;
}

/** The routes that those of some workers who roam have on some local days, by day and worker, stop by stop. */
export function routesOn(
  manager: EntityManager,
  workerNos: readonly number[],
  { first, last }: Days,
): Promise<RoutePlace[]> {
  return manager.query<RoutePlace[]>(
    `select d.day::text, t.worker_no as "workerNo", t.place_no as "placeNo", t.start_minute as "startMinute",
       t.end_minute as "endMinute"
     from route_stop t join (select $2::date + n as day from generate_series(0, $3::date - $2::date) n) d
       on t.valid_from <= d.day and (t.valid_to is null or t.valid_to >= d.day)
     where t.worker_no = any($1::int[])
     order by d.day, t.worker_no, t.position`,
    [workerNos, first, last],
  );
}
