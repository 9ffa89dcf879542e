import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  ABOUT_TRACE,
  EVERYWHERE,
  FOLLOWING,
  nearby,
  OWN_WORKER,
  SUBJECT,
  UNITS,
  unwall,
  wall,
  type Wall,
  within,
} from '../walls/policies.js';
import { JOB_ROLE, REQUEST_ROLE } from '../walls/roles.js';

const ROLES = `
grant usage on schema public to ${REQUEST_ROLE}, ${JOB_ROLE};
grant all on all tables in schema public to ${JOB_ROLE};
grant all on all sequences in schema public to ${JOB_ROLE};
grant usage on all sequences in schema public to ${REQUEST_ROLE};
alter default privileges in schema public grant all on tables to ${JOB_ROLE};
alter default privileges in schema public grant all on sequences to ${JOB_ROLE};
alter default privileges in schema public grant usage on sequences to ${REQUEST_ROLE};
`;

const setting = (name: string): string => `nullif(current_setting('truyvet.${name}', true), '')`;
/** As their owner, who sees all: what a policy asks of another table must not ask that table's policy. */
const asOwner = 'stable parallel safe security definer set search_path = public, pg_temp';

/** Whether an organisation is in scope, inside the functions. */
const inScope = (column: string): string =>
  `(current_setting('truyvet.everywhere', true) = 'on' or ${column} in (select truyvet_organisations()))`;

const FUNCTIONS = `
create function truyvet_employers() returns setof uuid language sql ${asOwner} rows 100 as $$
  select id from organisation where id = ${setting('organisation')}::uuid
  union all
  select id from organisation
  where ${setting('organisation')} is null and unit_code = any (${setting('units')}::text[])
$$;
create function truyvet_organisations() returns setof uuid language sql ${asOwner} rows 100 as $$
  select id from truyvet_employers() e(id) where current_setting('truyvet.role', true) <> 'worker'
$$;

-- a trace is read by those who have all of its cases
create function truyvet_reads_trace(uuid) returns boolean language sql ${asOwner} as $$
  select (current_setting('truyvet.everywhere', true) = 'on' or current_setting('truyvet.role', true) = 'health_officer')
    and not exists (
      select from trace_case t join case_record c on c.id = t.case_id join worker w on w.id = c.worker_id
      where t.trace_id = $1 and not ${inScope('w.organisation_id')})
$$;
create function truyvet_trace() returns uuid language sql ${asOwner} as $$
  select ${setting('trace')}::uuid where truyvet_reads_trace(${setting('trace')}::uuid)
$$;
-- whom the trace of this transaction reached, has reached before, or starts from
create function truyvet_traced(int) returns boolean language sql ${asOwner} as $$
  select exists (select from trace_contact where trace_id = ${setting('trace')}::uuid and person_no = $1)
    or exists (select from trace_case t join case_record c on c.id = t.case_id join worker w on w.id = c.worker_id
      where t.trace_id = ${setting('trace')}::uuid and w.person_no = $1)
    or exists (select from trace_change where trace_id = ${setting('trace')}::uuid and $1 in (person_no, source_person_no))
$$;

create function truyvet_foreign_traces() returns setof uuid language sql ${asOwner} as $$
  select t.trace_id from trace_case t join case_record c on c.id = t.case_id join worker w on w.id = c.worker_id
  where not ${inScope('w.organisation_id')}
$$;
-- whom a trace of an open case reached, all of whose cases are in scope; there is a table of marks later
create function truyvet_followed() returns setof int language sql ${asOwner} rows 10000 as $$
  select t.person_no from trace_contact t
  where t.trace_id in (select s.trace_id from trace_case s join case_record c on c.id = s.case_id where c.status = 'open')
    and t.trace_id not in (select truyvet_foreign_traces())
$$;

-- docs/decisions/0028-purpose.md: an open case in scope covers its own person and everybody whom its traces reached
create function truyvet_covers(int) returns boolean language sql ${asOwner} as $$
  select (current_setting('truyvet.everywhere', true) = 'on' or current_setting('truyvet.role', true) = 'health_officer')
    and (exists (
      select from worker w join case_record c on c.worker_id = w.id
      where w.person_no = $1 and c.status = 'open' and ${inScope('w.organisation_id')})
    or exists (
      select from trace_contact t join trace_case s using (trace_id) join case_record c on c.id = s.case_id
      where t.person_no = $1 and c.status = 'open' and truyvet_reads_trace(t.trace_id)))
$$;
create function truyvet_subject() returns int language sql ${asOwner} as $$
  select person_no from worker where id = ${setting('subject')}::uuid and truyvet_covers(person_no)
$$;

-- names are looked for with an index; the operator that uses it may not come before a policy
create function truyvet_named(text[]) returns setof int language sql ${asOwner} rows 50 as $$
  select no from worker where cardinality($1) > 0 and search_name like all ($1)
$$;

-- who bears an identity number is asked of all organisations: two records of one number are one person
create function truyvet_person_with(bytea) returns int language sql volatile security definer set search_path = public, pg_temp as $$
  with known as (select no from person where $1 is not null and identity_hash = $1),
  made as (insert into person (identity_hash) select $1 where not exists (select from known) returning no)
  select no from known union all select no from made
$$;
create function truyvet_identify(known int, hash bytea) returns boolean language sql volatile security definer set search_path = public, pg_temp as $$
  with named as (
    update person set identity_hash = hash where no = known and identity_hash is null
      and not exists (select from person other where other.identity_hash = hash) returning no)
  select exists (select from named)
$$;
`;

const MOVABLE = `(${EVERYWHERE} or p.organisation_id in (select truyvet_organisations()) or p.unit_code = any (${UNITS}))`;

/** Names of organisations, sites and places say nothing of anybody: who may read about a trace or a person may read where. */
const NAMED = `${ABOUT_TRACE} or ${FOLLOWING} or ${SUBJECT} is not null`;
const WALLS: readonly Wall[] = [
  { table: 'organisation', read: `${nearby('id')} or ${NAMED}`, write: within('id') },
  {
    table: 'site',
    read: `${nearby('organisation_id')} or ${NAMED}`,
    write: within('organisation_id'),
  },
  {
    table: 'place',
    read: `organisation_id is null or ${nearby('organisation_id')} or ${NAMED}`,
    write: MOVABLE.replaceAll('p.', ''),
  },
  { table: 'place_move', read: `exists (select from place p where p.id = place_id and ${MOVABLE})` },
  {
    table: 'worker',
    read: `${within('organisation_id')} or id = ${OWN_WORKER} or person_no = ${SUBJECT} or (${ABOUT_TRACE} and truyvet_traced(person_no))
      or (${FOLLOWING} and person_no in (select truyvet_followed()))`,
    write: `${within('organisation_id')} or id = ${OWN_WORKER}`,
  },
  { table: 'person', read: 'exists (select from worker w where w.person_no = person.no)', rights: 'select' },
  { table: 'assignment', read: 'exists (select from worker w where w.no = worker_no)' },
];
const NAMES = WALLS.map(({ table }) => table);

/** What is done by itself because rows changed, and with partitions, is done as the owner, whoever changed them. */
const OWNED = `
do $$ declare f record; begin
  for f in select p.oid::regprocedure as name from pg_proc p
    where p.pronamespace = 'public'::regnamespace and (p.prorettype = 'trigger'::regtype or p.proname = 'ensure_day_partition')
  loop execute format('alter function %s security definer set search_path = public, pg_temp', f.name); end loop;
end $$;
create function drop_day_partitions(names text[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare one text;
begin
  foreach one in array names loop
    if not exists (select from pg_inherits where inhrelid = one::regclass) then
      raise exception 'not a partition';
    end if;
    execute format('drop table %I', one);
  end loop;
end $$;
revoke execute on function drop_day_partitions(text[]), ensure_day_partition(text, date) from public;
grant execute on function drop_day_partitions(text[]), ensure_day_partition(text, date) to ${JOB_ROLE};
`;

/**
 * Roles of the database, and row-level security on the tables of organisations and people: a second wall behind the
 * services' own (docs/decisions/0025-walls-and-roles.md).
 */
export class Walls1700000000020 implements MigrationInterface {
  name = 'Walls1700000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ROLES + FUNCTIONS + WALLS.map(wall).join('') + OWNED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${NAMES.map(unwall).join('')}
      drop function drop_day_partitions(text[]), truyvet_identify(int, bytea), truyvet_person_with(bytea),
        truyvet_named(text[]), truyvet_subject(), truyvet_covers(int), truyvet_followed(), truyvet_foreign_traces(), truyvet_traced(int), truyvet_trace(),
        truyvet_reads_trace(uuid), truyvet_organisations(), truyvet_employers();
      do $$ declare f record; begin
        for f in select p.oid::regprocedure as name from pg_proc p
          where p.pronamespace = 'public'::regnamespace and (p.prorettype = 'trigger'::regtype or p.proname = 'ensure_day_partition')
        loop execute format('alter function %s security invoker reset search_path', f.name); end loop;
      end $$;
      grant execute on function ensure_day_partition(text, date) to public;
      alter default privileges in schema public revoke all on tables from ${JOB_ROLE};
      alter default privileges in schema public revoke all on sequences from ${JOB_ROLE};
      alter default privileges in schema public revoke usage on sequences from ${REQUEST_ROLE};
      revoke all on all tables in schema public from ${REQUEST_ROLE}, ${JOB_ROLE};
      revoke all on all sequences in schema public from ${REQUEST_ROLE}, ${JOB_ROLE};
      revoke usage on schema public from ${REQUEST_ROLE}, ${JOB_ROLE};`);
  }
}
