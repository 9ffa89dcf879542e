import type { Actor } from '@app/contracts';
import { type Condition, organisationScope, traceScopeOf } from '@app/database';

const REAL = 'and not exists (select from organisation x where x.id = w.organisation_id and x.exercise)';

/**
 * `own`: open cases in the actor's scope. `latest`: the newest forward list of each that has a finished level.
 * `lists`: each such list once, under the first of its cases. Common table expressions, numbered from `first`.
 * @param whose `real`: without cases of exercises
 */
export function latestLists(actor: Actor, first: number, whose: 'all' | 'real' = 'all'): Condition {
  const scope = organisationScope(actor, 'w.organisation_id', first);
  const traces = traceScopeOf(actor.scope, actor.role === 'province_admin', 't.id', first);
  return {
    sql: `own as materialized (
      select c.id as case_id, w.organisation_id from case_record c join worker w on w.id = c.worker_id
      where c.status = 'open' and ${scope.sql} ${whose === 'real' ? REAL : ''}
    ), latest as materialized (
      select distinct on (s.case_id) s.case_id, t.id as trace_id, t.levels_done,
             coalesce(k.finished_at, k.started_at) as listed_at
      from own join trace_case s on s.case_id = own.case_id join trace t on t.id = s.trace_id join work k on k.id = t.id
      where t.direction = 'forward' and t.levels_done > 0 and ${traces.sql}
      order by s.case_id, t.id desc
    ), lists as materialized (
      select trace_id, levels_done, listed_at, (array_agg(case_id order by case_id))[1] as case_id
      from latest group by trace_id, levels_done, listed_at
    )`,
    parameters: scope.parameters,
  };
}

/** Contacts of `lists` that nobody has dismissed and that are no cases themselves, with the newest mark of each. */
const LISTED = `
  marks as materialized (
    select distinct on (l.trace_id, fw.person_no) l.trace_id, fw.person_no, f.*
    from lists l join trace_case s on s.trace_id = l.trace_id join follow_up f on f.case_id = s.case_id
    join worker fw on fw.no = f.worker_no
    order by l.trace_id, fw.person_no, f.changed_at desc
  ), judged as materialized (
    select distinct on (r.trace_id, r.person_no) r.trace_id, r.person_no, r.decision
    from lists l join trace_review r on r.trace_id = l.trace_id order by r.trace_id, r.person_no, r.id desc
  ), listed as (
    select l.case_id, l.trace_id, c.person_no, c.worker_no, c.level::int as level, c.score, c.last_exposure_at,
           m.id, coalesce(m.state, 'to_notify') as state, m.note, m.notified_at, m.quarantined_at, m.released_at,
           m.changed_at,
           case when m.id is null then (coalesce(v.created_at, l.listed_at) at time zone $1)::date else m.due_on end as due_on
    from lists l join trace_contact c on c.trace_id = l.trace_id and (c.level <= l.levels_done or c.addition is not null)
    left join trace_revision v on v.trace_id = c.trace_id and v.revision = c.since_revision and v.revision > 0
    left join marks m on m.trace_id = c.trace_id and m.person_no = c.person_no
    left join judged j on j.trace_id = c.trace_id and j.person_no = c.person_no
    where not c.is_case and coalesce(j.decision, '') <> 'dismiss'
  )`;

/**
 * `followed`: everybody to be looked after for an open case. Whom the newest list no longer shows, and somebody has
 * already done something about, stays until released: a new list never takes work away.
 * @param first number of the first free parameter; `$1` is the deployment's zone
 */
export function followed(actor: Actor, first: number, whose: 'all' | 'real' = 'all'): Condition {
  const lists = latestLists(actor, first, whose);
  return {
    sql: `${lists.sql}, ${LISTED}, followed as (
      select * from listed
      union all
      select f.case_id, null, w.person_no, f.worker_no, null, null, null, f.id, f.state, f.note, f.notified_at, f.quarantined_at,
             f.released_at, f.changed_at, f.due_on
      from follow_up f join own on own.case_id = f.case_id join worker w on w.no = f.worker_no
      where f.state <> 'released' and not exists (
        select from lists l join trace_case s on s.trace_id = l.trace_id and s.case_id = f.case_id
        join trace_contact c on c.trace_id = l.trace_id and c.person_no = w.person_no)
    )`,
    parameters: lists.parameters,
  };
}

/** Nothing is left to do about them. */
export const SETTLED = `('released', 'lost')`;
