import { type GateRuleAnswer, localDate } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { Timed } from '../rosters/shift-hours.js';
import type { GateFacts, Passage } from './decide.js';

/** What the database knows of who passes; `shifts` are codes by local day, null for a day off. */
export interface GateState extends Omit<GateFacts, 'shifts'> {
  /** Number of the passage, from 1. */
  position: number;
  shifts: { day: string; code: string | null }[];
}

export interface GateStates {
  /** The province's, and those of the organisations. */
  rules: GateRuleAnswer[];
  states: GateState[];
  patterns: (Timed & { organisationId: string })[];
}

const EPOCH = (column: string): string => `extract(epoch from ${column})::float8`;

/** Who passes; and the rules, which say what else needs to be looked at. */
const WHO = `
  asked as materialized (
    select a.position, to_timestamp(a.at) as instant, a.day, a.site_id, w.no, w.organisation_id, w.status, w.end_date,
      w.site_id as own_site, w.person_no
    from unnest($1::int[], $2::float8[], $3::date[], $4::uuid[]) with ordinality
      as a(worker_no, at, day, site_id, position) join worker w on w.no = a.worker_no
  ), rule as materialized (
    select organisation_id as "organisationId", reason, decision, enabled, parameters, valid_from as "validFrom",
      valid_to as "validTo"
    from gate_rule where organisation_id is null or organisation_id in (select organisation_id from asked)
  ), needs as materialized (
    select bool_or(reason = 'positive_test') as results, bool_or(reason = 'test_overdue') as samples,
      bool_or(reason in ('symptoms_declared', 'declaration_missing')) as declarations,
      bool_or(reason = 'wrong_site') as sites, bool_or(reason = 'other_shift') as shifts
    from rule where enabled
  )`;

/** Every record of the person. */
const RECORDS = 'select array_agg(s.no) as nos, array_agg(s.id) as ids from worker s where s.person_no = a.person_no';

/** Recorded isolation, an open case's own included (contact-rules, 3.5). */
const ISOLATIONS = `
  select json_agg(json_build_object('from', ${EPOCH('started')}, 'to', ${EPOCH('ended')}))
  from (
    select i.started_at as started, i.ended_at as ended from isolation i where i.worker_no = any(record.nos)
    union all
    select c.isolated_at, null from case_record c
    where c.worker_id = any(record.ids) and c.status = 'open' and c.isolated_at is not null
  ) one`;

/** The last of some rows of the person up to then, as `shown`; each record's is found by one step into an index. */
const last = (table: string, time: string, condition: string, need: string, shown: string): string => `
  case when (select ${need} from needs) then (
    select ${shown} from unnest(record.nos) as r(no) cross join lateral (
      select h.* from ${table} h
      where h.worker_no = r.no and h.${time} <= a.instant and ${condition} order by h.${time} desc limit 1
    ) one order by one.${time} desc limit 1) end`;

const SAMPLED = last('health_test', 'sampled_at', `h.result <> 'invalid'`, 'samples', EPOCH('one.sampled_at'));
const TESTED = last(
  ...(['health_test', 'sampled_at', `h.result in ('negative', 'positive')`, 'results'] as const),
  `json_build_object('at', ${EPOCH('one.sampled_at')}, 'positive', one.result = 'positive')`,
);
const DECLARED = last(
  ...(['health_declaration', 'declared_at', 'true', 'declarations'] as const),
  `json_build_object('at', ${EPOCH('one.declared_at')}, 'symptoms', one.symptoms)`,
);

/** Where the worker belongs that day: asked for only where it is not plainly here. */
const SITES = `
  select p.site_id from assignment t join place p on p.no = t.place_no
  where t.worker_no = a.no and t.kind = 'place' and t.valid_from <= a.day and (t.valid_to is null or t.valid_to > a.day)
  union select p.site_id from roster_day r join place p on p.no = r.place_no where r.worker_no = a.no and r.day = a.day
  union select p.site_id from route_stop r join place p on p.no = r.place_no
  where r.worker_no = a.no and r.valid_from <= a.day and (r.valid_to is null or r.valid_to >= a.day)
  union select a.own_site`;

/** The shift of the day, of the one before and of the one after: the roster's, else the assignment's. */
const SHIFTS = `
  select coalesce(json_agg(json_build_object('day', d.day, 'code', case when r.day is null then s.shift else r.shift end)
    ) filter (where r.day is not null or s.shift is not null), '[]')
  from (select a.day + n as day from generate_series(-1, 1) n) d
  left join roster_day r on r.worker_no = a.no and r.day = d.day
  left join lateral (
    select t.shift from assignment t where t.worker_no = a.no and t.kind = 'shift' and t.valid_from <= d.day
      and (t.valid_to is null or t.valid_to > d.day) order by t.valid_from desc limit 1) s on true`;

const STATES = `
  with ${WHO}, state as (
    select position, a.organisation_id as "organisationId", a.status, a.end_date as "endDate",
      coalesce((${ISOLATIONS}), '[]') as isolations, ${SAMPLED} as "sampledAt", ${TESTED} as tested,
      ${DECLARED} as declared,
      case when a.site_id is null or a.site_id = a.own_site or not coalesce((select sites from needs), false)
        then array_remove(array[a.own_site], null) else array_remove(array(${SITES}), null) end as sites,
      case when (select shifts from needs) then (${SHIFTS}) else '[]' end as shifts
    from asked a cross join lateral (${RECORDS}) record
  ), pattern as (
    select p.organisation_id as "organisationId", p.code, p.start_minute as "startMinute", p.end_minute as "endMinute",
      p.cycle, p.days, p.valid_from as "validFrom", p.valid_to as "validTo"
    from shift_pattern p
    where (select shifts from needs) and p.organisation_id in (select organisation_id from asked)
  )
  select coalesce((select json_agg(rule) from rule), '[]') as rules,
    coalesce((select json_agg(state) from state), '[]') as states,
    coalesce((select json_agg(pattern) from pattern), '[]') as patterns`;

/**
 * All that the rules ask about some passages, in one statement however many they are: every part of it steps into an
 * index for each passage, and what no rule asks for is not looked at.
 */
export async function gateStates(
  manager: EntityManager,
  passages: readonly (Passage & { workerNo: number })[],
): Promise<GateStates> {
  const [found] = await manager.query<[GateStates]>(STATES, [
    passages.map(({ workerNo }) => workerNo),
    passages.map(({ at }) => at),
    passages.map(({ at }) => localDate(at)),
    passages.map(({ siteId }) => siteId),
  ]);
  return found;
}
