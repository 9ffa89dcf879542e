import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  EVERYWHERE,
  FOLLOWING,
  hasRole,
  nearby,
  OF_ORGANISATION,
  openTable,
  OWN_ACCOUNT,
  OWN_WORKER,
  SUBJECT,
  UNITS,
  unwall,
  wall,
  type Wall,
  within,
} from '../walls/policies.js';
import { REQUEST_ROLE } from '../walls/roles.js';

const setting = (name: string): string => `nullif(current_setting('truyvet.${name}', true), '')`;
const asOwner = (kind: 'stable' | 'volatile'): string =>
  `language sql ${kind} security definer set search_path = public, pg_temp`;
const inScope = (column: string): string =>
  `(current_setting('truyvet.everywhere', true) = 'on' or ${column} in (select truyvet_organisations()))`;
const STARTS_OPEN = `from trace_case tc join case_record c on c.id = tc.case_id where tc.trace_id = t.id and c.status = 'open'`;

const FUNCTIONS = `
-- units that an organisation lay in until a merger count as well, see organisationsReached in scope.ts
create or replace function truyvet_employers() returns setof uuid ${asOwner('stable')} parallel safe rows 100 as $$
  select id from organisation where id = ${setting('organisation')}::uuid
  union all
  select id from organisation
  where ${setting('organisation')} is null and former_unit_codes || unit_code && ${setting('units')}::text[]
$$;
create or replace function truyvet_followed() returns setof int ${asOwner('stable')} parallel safe rows 10000 as $$
  select t.person_no from trace_contact t
  where t.trace_id in (select s.trace_id from trace_case s join case_record c on c.id = s.case_id where c.status = 'open')
    and t.trace_id not in (select truyvet_foreign_traces())
  union
  select w.person_no from follow_up f join worker w on w.no = f.worker_no
  join case_record c on c.id = f.case_id join worker own on own.id = c.worker_id
  where c.status = 'open' and ${inScope('own.organisation_id')}
$$;

-- what is entered through one record of a person is read through every other
create function truyvet_shares(int) returns boolean ${asOwner('stable')} as $$
  select exists (select from worker r join worker own on own.person_no = r.person_no
    where r.no = $1 and (${inScope('own.organisation_id')} or own.id = ${setting('worker')}::uuid))
$$;
create function truyvet_records_of(int) returns table (no int, id uuid) ${asOwner('stable')} as $$
  select no, id from worker where person_no = $1 and truyvet_shares(no)
$$;

-- whoever closes a case ends the following of traces that others may have begun
create function truyvet_traces_without(closed uuid) returns table (id uuid, revise_id uuid) ${asOwner('stable')} as $$
  select t.id, t.revise_id from trace t join trace_case own on own.trace_id = t.id
  where own.case_id = closed and t.followed and not exists (select ${STARTS_OPEN}) order by t.id
$$;
create function truyvet_unfollow(ended uuid) returns void ${asOwner('volatile')} as $$
  update trace t set followed = false where t.id = ended and not exists (select ${STARTS_OPEN})
$$;

-- the log is written for everybody, and read by auditors
create function truyvet_record_event(
  actor uuid, actor_role text, action text, subject text, count int, details jsonb, workers uuid[], nos int[],
  cases uuid[], trace uuid, purpose text, day date, volume int
) returns int ${asOwner('volatile')} as $$
  with concerned as (
    select w.no from worker w where w.id = any($7) union select unnest($8)
  ), about as (
    select array_agg(no order by no) as nos, sha256(string_agg(int4send(no), ''::bytea order by no)) as digest
    from concerned
  ), reason as (
    select array_agg(case_id order by case_id) as ids from (
      select unnest($9) as case_id union select t.case_id from trace_case t where t.trace_id = $10) one
  ), event as (
    insert into audit_event (actor_id, role, action, subject, count, details, purpose, case_ids, subjects, subjects_digest)
    select $1, $2, $3, $4, $5, $6, $11, reason.ids, about.nos, about.digest from about, reason returning id
  ), pending as (
    insert into audit_pending (event_id) select id from event
  )
  insert into people_read as r (account_id, day, people)
  select $1, $12, $13 where $1 is not null and $13 > 0
  on conflict (account_id, day) do update set people = r.people + excluded.people returning r.people
$$;
-- an index over ranges finds the events about somebody; its operator may not come before a policy
create function truyvet_events_about(int[]) returns setof bigint ${asOwner('stable')} as $$
  with inside as (
    select e.id, e.action, e.subject from unnest($1) n(no) join audit_event e on e.subjects is not null
      and int4range(e.subjects[1], e.subjects[cardinality(e.subjects)], '[]') @> n.no and n.no = any(e.subjects))
  select id from inside
  union select e.id from audit_event e
    where e.action = 'export.read' and e.subject in (select subject from inside where action = 'export.write')
$$;
create function truyvet_numbers_of(uuid) returns setof int ${asOwner('stable')} as $$
  select r.no from worker w join worker r on r.person_no = w.person_no where w.id = $1
$$;
create function truyvet_subjects_of(bigint) returns setof uuid ${asOwner('stable')} as $$
  select w.id from audit_event e cross join unnest(e.subjects) s(no) join worker w on w.no = s.no where e.id = $1 order by w.no
$$;
`;

/** As the functions were before these tables and columns. */
const EARLIER = `
create or replace function truyvet_employers() returns setof uuid ${asOwner('stable')} parallel safe rows 100 as $$
  select id from organisation where id = ${setting('organisation')}::uuid
  union all
  select id from organisation
  where ${setting('organisation')} is null and unit_code = any (${setting('units')}::text[])
$$;
create or replace function truyvet_followed() returns setof int ${asOwner('stable')} parallel safe rows 10000 as $$
  select t.person_no from trace_contact t
  where t.trace_id in (select s.trace_id from trace_case s join case_record c on c.id = s.case_id where c.status = 'open')
    and t.trace_id not in (select truyvet_foreign_traces())
$$;`;

const OFFICERS = `(${EVERYWHERE} or ${hasRole('health_officer')})`;
/** A worker in scope; others than officers have their own, too. */
const ofWorker = (worker: string, own = false): string =>
  `exists (select from worker w where ${worker} and (${within('w.organisation_id')}${own ? ` or w.id = ${OWN_WORKER}` : ''}))`;
const BY_NO = 'w.no = worker_no';
const BY_ID = 'w.id = worker_id';
/** Records of the person whom the actor may read about, or of the actor. */
const PRESENCE = `worker_no in (select w.no from worker w where w.id = ${OWN_WORKER} or w.person_no = ${SUBJECT})`;
const AT_GATES = `(${EVERYWHERE} or (${OF_ORGANISATION} and organisation_id in (select truyvet_organisations())))`;
const FOREIGN_TRACES = '(select truyvet_foreign_traces())';

const ofTrace = (table: string, rights = 'select'): Wall => ({
  table,
  read: 'trace_id = (select truyvet_trace())',
  rights,
});
const ofHealth = (table: string): Wall => ({
  table,
  read: `not ${hasRole('gate_guard', 'auditor')} and truyvet_shares(worker_no)`,
  write: ofWorker(BY_NO, true),
  rights: 'select, insert, update',
});
const ofLists = (table: string): Wall => ({
  table,
  read: nearby('organisation_id'),
  write: within('organisation_id'),
  rights: 'select, insert, delete',
});
const ofRules = (table: string): Wall => ({
  ...ofLists(table),
  read: `organisation_id is null or ${nearby('organisation_id')}`,
});

/** Exports are their maker's; auditors see what they held, and whoever might have asked for one is its second person. */
const SECOND_PERSON = `
  (${hasRole('enterprise_admin')} and scope->>'organisationId' = (select ${setting('organisation')}))
  or (${hasRole('health_officer')} and scope->'unitCodes' <@ (select to_jsonb(${UNITS})))`;
const ANSWERABLE = `${EVERYWHERE} or created_by = ${OWN_ACCOUNT} or ${SECOND_PERSON}`;
const OF_EXPORT = 'exists (select from export e where e.id = export_id)';

const WALLS: readonly Wall[] = [
  {
    table: 'check_in',
    read: `${AT_GATES} or ${PRESENCE}`,
    write: AT_GATES,
    rights: 'select, update',
  },
  {
    table: 'check_in_key',
    read: 'exists (select from check_in c where c.day = check_in_key.day and c.id = check_in_key.id)',
    rights: 'select',
  },
  { table: 'stay', read: PRESENCE, write: 'false', rights: 'select' },
  { table: 'stay_derivation', read: within('organisation_id'), rights: 'select, insert, update' },
  { table: 'plausibility_check', read: within('organisation_id'), rights: 'select' },
  { table: 'case_record', read: `${OFFICERS} and ${ofWorker(BY_ID)}`, rights: 'select, insert, update' },
  // whoever is followed up may be put apart wherever they work
  {
    table: 'isolation',
    read: `${OFFICERS} and exists (select from worker w
      where w.no = worker_no and (${within('w.organisation_id')} or ${FOLLOWING}))`,
  },
  {
    table: 'follow_up',
    read: `${OFFICERS} and exists (select from case_record c where c.id = case_id)`,
    rights: 'select, insert, update',
  },
  ...['health_test', 'vaccine_dose', 'health_declaration'].map(ofHealth),
  { table: 'rights_request', read: ofWorker(BY_ID, true), rights: 'select, insert, update' },
  ...['shift_pattern', 'bus_trip', 'canteen_sitting'].map(ofLists),
  ...['gate_rule', 'plausibility_rule'].map(ofRules),
  { table: 'route_stop', read: ofWorker(BY_NO, true), write: ofWorker(BY_NO) },
  { table: 'device', read: within('organisation_id'), rights: 'select, insert, update' },
  {
    table: 'user_account',
    read: `${within('organisation_id')} or id = ${OWN_ACCOUNT}`,
    write: within('organisation_id'),
    rights: 'select, insert, update',
  },
  {
    table: 'invitation',
    read: `exists (select from user_account a where a.id = user_id and ${within('a.organisation_id')})`,
    rights: 'select, insert, delete',
  },
  { table: 'data_import', read: within('organisation_id'), rights: 'select, insert, update' },
  { table: 'import_change', read: 'exists (select from data_import i where i.id = import_id)', rights: 'select' },
  {
    table: 'import_reject',
    read: 'exists (select from data_import i where i.id = import_id)',
    rights: 'select, update',
  },
  {
    table: 'trace',
    read: `${EVERYWHERE} or (${hasRole('health_officer')} and id not in ${FOREIGN_TRACES})`,
    rights: 'select, insert, update',
  },
  {
    table: 'trace_case',
    read: `${EVERYWHERE} or (${hasRole('health_officer')} and trace_id not in ${FOREIGN_TRACES})`,
    write: `exists (select from case_record c where c.id = case_id) and (${EVERYWHERE} or trace_id not in ${FOREIGN_TRACES})`,
    rights: 'select, insert',
  },
  {
    ...ofTrace('trace_contact', 'select, insert'),
    // whoever asks about a person is told which traces cover them
    read: `trace_id = (select truyvet_trace()) or (${FOLLOWING} and trace_id not in ${FOREIGN_TRACES})
      or (person_no = ${SUBJECT} and truyvet_reads_trace(trace_id))`,
    write: 'trace_id = (select truyvet_trace())',
  },
  {
    ...ofTrace('trace_review', 'select, insert'),
    read: `trace_id = (select truyvet_trace()) or (${FOLLOWING} and trace_id not in ${FOREIGN_TRACES})`,
    write: 'trace_id = (select truyvet_trace())',
  },
  // counts of each list that a trace has had
  { table: 'trace_revision', read: 'exists (select from trace t where t.id = trace_id)', rights: 'select, insert' },
  ...['trace_source', 'trace_time', 'trace_place', 'trace_change'].map((table) => ofTrace(table)),
  {
    table: 'network',
    read: `exists (select from site s where s.id = site_id and ${within('s.organisation_id')})`,
    rights: 'select, insert',
  },
  { table: 'network_day', read: 'exists (select from network n where n.id = network_id)', rights: 'select' },
  { table: 'network_place', read: 'exists (select from network n where n.id = network_id)', rights: 'select' },
  {
    table: 'export',
    read: `${ANSWERABLE} or ${hasRole('auditor')}`,
    write: ANSWERABLE,
    rights: 'select, insert, update',
  },
  { table: 'export_part', read: OF_EXPORT, rights: 'select' },
  { table: 'delivery', read: OF_EXPORT, rights: 'select' },
  { table: 'delivery_attempt', read: 'exists (select from delivery d where d.id = delivery_id)', rights: 'select' },
  {
    table: 'stored_file',
    read: 'exists (select from export_part p where p.file_id = stored_file.id) or exists (select from data_import i where i.file_id = stored_file.id)',
    rights: 'select',
  },
  { table: 'audit_event', read: hasRole('auditor'), write: 'false', rights: 'select' },
];

const OPEN: readonly [table: string, rights: string][] = [
  ['administrative_unit', 'select'],
  ['unit_reach', 'select'],
  ['unit_succession', 'select'],
  ['preset', 'select, insert'],
  ['destination', 'select, insert'],
  ['work', 'select, insert, update'],
  ['outbox', 'insert'],
];

/** What requests have nothing to do with: no policy lets them in, and no right. */
const CLOSED = [
  ...['proximity', 'roster_day', 'refresh_token', 'code_use', 'stored_file_chunk'],
  ...[
    'second_factor',
    'known_address',
    'sign_in_limit',
    'people_read',
    'audit_pending',
    'audit_seal',
    'audit_cut',
    'plain_field',
    'plain_file_chunk',
  ],
];

/** The wall around everything else that is an organisation's or a person's (docs/decisions/0025-walls-and-roles.md). */
export class MoreWalls1700000000080 implements MigrationInterface {
  name = 'MoreWalls1700000000080';

  async up(runner: QueryRunner): Promise<void> {
    const closed = CLOSED.map(
      (table) => `alter table ${table} enable row level security; alter table ${table} force row level security;`,
    );
    const open = OPEN.map(([table, rights]) => openTable(table, rights));
    await runner.query([FUNCTIONS, ...WALLS.map(wall), ...open, ...closed].join('\n'));
  }

  async down(runner: QueryRunner): Promise<void> {
    const closed = CLOSED.map(
      (table) => `alter table ${table} no force row level security; alter table ${table} disable row level security;`,
    );
    const open = OPEN.map(([table]) => `revoke all on ${table} from ${REQUEST_ROLE};`);
    await runner.query(`${[...WALLS.map(({ table }) => unwall(table)), ...open, ...closed].join('\n')}
      drop function truyvet_subjects_of(bigint), truyvet_numbers_of(uuid), truyvet_events_about(int[]),
        truyvet_record_event(uuid, text, text, text, int, jsonb, uuid[], int[], uuid[], uuid, text, date, int),
        truyvet_unfollow(uuid), truyvet_traces_without(uuid), truyvet_records_of(int), truyvet_shares(int);
      ${EARLIER}`);
  }
}
