import { StartUpError } from '@app/platform';
import type { QueryRunner } from 'typeorm';

/** What statements on behalf of a request run as: policies decide what it sees (docs/decisions/0025-walls-and-roles.md). */
export const REQUEST_ROLE = 'truyvet_request';
/** What jobs run as: it sees every row, and owns nothing. */
export const JOB_ROLE = 'truyvet_job';
/** Settings of a session that is a job's, as `makeDataSource` takes them. */
export const AS_JOB = `-c role=${JOB_ROLE}`;

export const PROVISION =
  'npm run db:provision, with the URL of an administrator, prepares a PostgreSQL (docs/operations.md).';

interface Known {
  who: string;
  bypasses: boolean;
  makes: boolean;
  request: boolean;
  job: boolean;
}

const KNOWN = `
  select r.rolname as who, r.rolsuper or r.rolbypassrls as bypasses, r.rolsuper or r.rolcreaterole as makes,
    exists (select from pg_roles where rolname = '${REQUEST_ROLE}') as request,
    exists (select from pg_roles where rolname = '${JOB_ROLE}') as job
  from pg_roles r where r.rolname = current_user`;

/** SQL that makes a role unless it is there; databases of one server share their roles, and may make them at once. */
export const makeRole = (name: string, attributes: string): string => `
  do $$ begin create role ${name} ${attributes}; exception when duplicate_object or unique_violation then null; end $$`;

/**
 * Makes the roles of a server where whoever connects may do so, for nobody should have to prepare a server of one's own.
 * @throws StartUpError naming what is missing where it may not
 */
export async function ensureRoles(runner: QueryRunner): Promise<void> {
  const [{ who, bypasses, makes, request, job }] = (await runner.query(KNOWN)) as [Known];
  if (!bypasses)
    throw new StartUpError(`The role ${who} of DATABASE_URL owns the tables and needs BYPASSRLS. ${PROVISION}`);
  if (request && job) return;
  const missing = [...(request ? [] : [REQUEST_ROLE]), ...(job ? [] : [JOB_ROLE])].join(', ');
  if (!makes) throw new StartUpError(`The server of DATABASE_URL has no role ${missing}. ${PROVISION}`);
  await runner.query(makeRole(REQUEST_ROLE, 'nologin'));
  await runner.query(makeRole(JOB_ROLE, 'nologin bypassrls'));
}

const FAULTS = `
  select 'The role ' || r.rolname || ' is above the policies: alter role ' || r.rolname || ' nosuperuser nobypassrls.' as fault
  from pg_roles r where r.rolname = '${REQUEST_ROLE}' and (r.rolsuper or r.rolbypassrls)
  union all
  select 'The role ' || r.rolname || ' needs BYPASSRLS.' from pg_roles r
  where r.rolname = '${JOB_ROLE}' and not (r.rolsuper or r.rolbypassrls)
  union all
  select 'The role ' || current_user || ' may not become ' || r.rolname || ': grant ' || r.rolname || ' to ' || current_user || '.'
  from pg_roles r where r.rolname in ('${REQUEST_ROLE}', '${JOB_ROLE}') and not pg_has_role(current_user, r.oid, 'member')
  union all
  select 'The table ' || c.relname || ' is open to ' || '${REQUEST_ROLE}' || ' without a forced policy.'
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and has_table_privilege('${REQUEST_ROLE}', c.oid, 'select, insert, update, delete')
    and not (c.relrowsecurity and c.relforcerowsecurity) and c.relname <> all($1::text[])
  union all
  select 'The role ' || r.rolname || ' may not use the table ' || t.name || '.'
  from unnest(array['organisation', 'worker', 'site', 'place']) t(name), pg_roles r
  where r.rolname in ('${REQUEST_ROLE}', '${JOB_ROLE}') and not has_table_privilege(r.oid, 'public.' || t.name, 'select')`;

/** @throws StartUpError naming the first thing that keeps requests and jobs from being what they should be */
export async function checkRoles(runner: QueryRunner, open: readonly string[]): Promise<void> {
  const faults = (await runner.query(FAULTS, [open])) as { fault: string }[];
  if (faults[0]) throw new StartUpError(`${faults[0].fault} ${PROVISION}`);
}
