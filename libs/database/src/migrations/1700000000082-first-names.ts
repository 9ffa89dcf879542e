import type { MigrationInterface, QueryRunner } from 'typeorm';
import { REQUEST_ROLE } from '../walls/roles.js';

/**
 * The first workers in the order of names whose name holds every pattern, of those whom the caller's policies show (jobs: all): half a
 * million people have a few family names, and who types one wants the first page, not all of them sorted. Built for its
 * values each time: whether an index over trigrams or the order of names is the shorter way depends on how common a name is.
 */
const FIRST_NAMED = `
create function truyvet_first_named(patterns text[], organisation uuid, after_name text, after_id uuid, most int)
returns setof int language plpgsql stable security definer set search_path = public, pg_temp rows 50 as $$
declare
  everywhere boolean := current_setting('role') <> '${REQUEST_ROLE}' or current_setting('truyvet.everywhere', true) = 'on';
  shown uuid[] := array(select truyvet_organisations());
begin
  return query execute
    'select no from worker where search_name like all ($1)'
    || case when organisation is null then '' else ' and organisation_id = $2' end
    || case when everywhere then '' else ' and organisation_id = any ($3)' end
    || case when after_name is null then '' else ' and (search_name, id) > ($4, $5)' end
    || ' order by search_name, id limit $6'
    using patterns, organisation, shown, after_name, after_id, most;
end $$;`;

export class FirstNames1700000000082 implements MigrationInterface {
  name = 'FirstNames1700000000082';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index ix_worker_search_name_id on worker (search_name, id) include (no, organisation_id);
      ${FIRST_NAMED}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function truyvet_first_named(text[], uuid, text, uuid, int);
      drop index ix_worker_search_name_id;`);
  }
}
