import { type Actor, deploymentZone } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { followed, latestLists, SETTLED } from '../follow-up/followed.js';

export interface CaseFigureRow {
  id: string;
  organisation: string;
  unit_name: string;
  positive_at: Date;
  traced: boolean;
  contacts: number;
}

/** The unit right below the province: a district, or a commune where there are no districts. */
const DISTRICT = `join administrative_unit u on u.code = o.unit_code
  join administrative_unit d on d.code = coalesce(nullif(split_part(u.path, '/', 3), ''), u.code)`;

/** Open cases, newest first, with how many people the newest list holds. */
export function caseFigures(manager: EntityManager, actor: Actor): Promise<CaseFigureRow[]> {
  const { sql, parameters } = latestLists(actor, 1, 'real');
  return manager.query(
    `with ${sql}
     select own.case_id as id, o.name as organisation, d.name as unit_name,
            coalesce(c.confirmed_at, c.created_at) as positive_at, l.trace_id is not null as traced,
            coalesce((select sum(n::int)::int from jsonb_each_text(t.counts) x(level, n)), 0) as contacts
     from own join case_record c on c.id = own.case_id join organisation o on o.id = own.organisation_id ${DISTRICT}
     left join latest l on l.case_id = own.case_id left join trace t on t.id = l.trace_id
     order by 4 desc, 1 desc`,
    parameters,
  );
}

export interface SiteFigureRow {
  id: string;
  title: string;
  subtitle: string;
  unit_name: string;
  latitude: number | null;
  longitude: number | null;
  people: number;
  risk: number;
}

/** Sites where people to be followed work, by the sum of their scores. */
export function siteFigures(manager: EntityManager, actor: Actor): Promise<SiteFigureRow[]> {
  const { sql, parameters } = followed(actor, 2, 'real');
  return manager.query(
    `with ${sql}, person as materialized (
       select person_no, min(worker_no) as worker_no, max(score) as score from followed
       where trace_id is not null and state <> 'released' group by person_no
     ), at_site as (
       select coalesce(w.site_id, (
         select p.site_id from assignment a join place p on p.no = a.place_no
         where a.worker_no = w.no and a.kind = 'place' and a.valid_from <= current_date
           and (a.valid_to is null or a.valid_to > current_date)
         order by a.valid_from desc, a.id desc limit 1)) as site_id, p.score
       from person p join worker w on w.no = p.worker_no
     )
     select s.id, s.name as title, o.name as subtitle, u.name as unit_name, s.latitude, s.longitude,
            count(*)::int as people, sum(a.score)::float8 as risk
     from at_site a join site s on s.id = a.site_id join organisation o on o.id = s.organisation_id
     join administrative_unit u on u.code = s.unit_code
     where $1::text is not null and not o.exercise group by s.id, o.id, u.code order by risk desc, s.id`,
    [deploymentZone(), ...parameters],
  );
}

export interface TaskFigureRow {
  id: string;
  title: string;
  unit_name: string;
  tests: number;
  due_today: number;
  overdue: number;
  lost: number;
}

/**
 * By organisation: F1 without a sample since they were last exposed, and what the board of follow-up holds. A sample counts
 * for the person, by whichever record it was entered.
 */
export function taskFigures(manager: EntityManager, actor: Actor, today: string): Promise<TaskFigureRow[]> {
  const { sql, parameters } = followed(actor, 3, 'real');
  return manager.query(
    `with ${sql}, tested as materialized (
       select r.person_no, max(h.sampled_at) as sampled_at from health_test h join worker r on r.no = h.worker_no
       where r.person_no in (select person_no from followed) group by r.person_no
     ), first as materialized (
       select distinct on (f.person_no) f.person_no, f.case_id from followed f
       where f.level = 1 and f.state not in ${SETTLED}
         and not exists (select from tested t where t.person_no = f.person_no
           and t.sampled_at >= coalesce(f.last_exposure_at, '-infinity'))
       order by f.person_no, f.case_id
     )
     select o.id, o.name as title, u.name as unit_name, count(t.person_no)::int as tests,
            count(*) filter (where f.due_on = $2::date and f.state not in ${SETTLED})::int as due_today,
            count(*) filter (where f.due_on < $2::date and f.state not in ${SETTLED})::int as overdue,
            count(*) filter (where f.state = 'lost')::int as lost
     from followed f join worker w on w.no = f.worker_no join organisation o on o.id = w.organisation_id
     join administrative_unit u on u.code = o.unit_code
     left join first t on t.person_no = f.person_no and t.case_id = f.case_id and f.level = 1
     group by o.id, u.code order by overdue desc, due_today desc, o.id`,
    [deploymentZone(), today, ...parameters],
  );
}
