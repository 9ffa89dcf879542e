import type { MigrationInterface, QueryRunner } from 'typeorm';

const setting = (name: string): string => `nullif(current_setting('truyvet.${name}', true), '')`;

/** Functions that policies keep a set of. */
const SETS = ['truyvet_employers', 'truyvet_organisations', 'truyvet_followed', 'truyvet_foreign_traces'];

const employers = (ofUnits: string): string => `
create or replace function truyvet_employers() returns setof uuid language sql stable security definer
  set search_path = public, pg_temp parallel safe as $$
  select id from organisation where id = ${setting('organisation')}::uuid
  union all
  ${ofUnits}
$$;`;

/**
 * Nearly every policy asks this once a statement: joined by unit, an officer of the whole province has the 3,500
 * organisations in 2 ms; compared unit by unit they took 54.
 */
const BY_UNIT = employers(`
  select o.id from unnest(${setting('units')}::text[]) reached(code) join organisation o on o.unit_code = reached.code
  where ${setting('organisation')} is null
  union all
  select id from organisation
  where ${setting('organisation')} is null and former_unit_codes <> '{}'
    and former_unit_codes && (select ${setting('units')}::text[])`);

const EARLIER = employers(`
  select id from organisation
  where ${setting('organisation')} is null and former_unit_codes || unit_code && ${setting('units')}::text[]`);

/**
 * A planner that expects thousands of rows of each charges them to every look into an index behind a policy, although they
 * are worked out once a statement, and reads whole tables instead.
 */
const FEW = 10;
const EXPECTED_BEFORE: Record<string, number> = {
  ...{ truyvet_employers: 100, truyvet_organisations: 100, truyvet_followed: 10_000, truyvet_foreign_traces: 1_000 },
};
const expecting =
  (rows: number) =>
  (name: string): string =>
    `alter function ${name}() rows ${rows};`;

export class EmployersByUnit1700000000081 implements MigrationInterface {
  name = 'EmployersByUnit1700000000081';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BY_UNIT);
    await runner.query(SETS.map(expecting(FEW)).join(' '));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(EARLIER);
    await runner.query(SETS.map((name) => expecting(EXPECTED_BEFORE[name]!)(name)).join(' '));
  }
}
