import type { Actor } from '@app/contracts';
import { OPEN_TABLES, readForFollowUp, readForPerson, readForTrace } from '@app/database';
import { inCall } from '@app/platform';
import { DataSource } from 'typeorm';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { testApp, type TestApp } from '../support/app.js';
import { keyOf, type Row, walledWorld, type WalledWorld } from '../support/walled-world.js';
import { type About, WallsOracle } from '../support/walls-oracle.js';

let app: TestApp;
let walled: DataSource;
let world: WalledWorld;
let tables: string[];
/** What comes with the schema: rules of the province, which are nobody's and seen by all. */
const beforehand = new Map<string, string[]>();
beforeAll(async () => {
  app = await testApp([AccountsModule], { queues: [] });
  walled = app.nest.get(DataSource);
  world = await walledWorld(app.dataSource);
  tables = new WallsOracle(world, world.actors[0]!, {}).tables();
  for (const table of tables) {
    const rows: Found[] = await app.dataSource.query(`select to_jsonb(t) as row from ${table} t`);
    const known = new Set(world.rows.filter((row) => row.table === table).map(({ key }) => key));
    const keys = rows.map(({ row }) => keyOf(world.columnsOf.get(table)!, row));
    beforehand.set(
      table,
      keys.filter((key) => !known.has(key)),
    );
  }
}, 60_000);
afterAll(() => app.close());

const as = <T>(user: Actor | undefined, work: () => Promise<T>): Promise<T> => inCall(user ? { user } : {}, work);
const described = ({ role, scope }: Actor): string => `${role} ${JSON.stringify(scope)}`;

/** Keys of all rows of every table that come out, asked without any condition: as if every filter of a service were gone. */
async function seen(about: About): Promise<Map<string, string[]>> {
  const everything = tables.map((table) => `select '${table}' as name, to_jsonb(t) as row from ${table} t`);
  return walled.transaction(async (manager) => {
    if (about.trace) await readForTrace(manager, about.trace);
    if (about.subject) await readForPerson(manager, about.subject);
    if (about.following) await readForFollowUp(manager);
    const found = new Map(tables.map((table) => [table, [] as string[]]));
    for (const { name, row } of await manager.query<Found[]>(everything.join(' union all ')))
      found.get(name)!.push(keyOf(world.columnsOf.get(name)!, row));
    for (const keys of found.values()) keys.sort();
    return found;
  });
}
type Found = { name: string; row: Record<string, unknown> };

/** What somebody may say that it is about; those to whom that gives nothing say it all at once. */
function aboutsOf({ role, scope }: Actor): About[] {
  const [traces, workers] = [world.traces.map(({ id }) => id), world.workers.map(({ id }) => id)];
  if (scope.organisationId || role === 'auditor')
    return [{}, { trace: traces[0]!, subject: workers[0]!, following: true }];
  const subjects = [workers[0]!, workers[4]!, ...workers.slice(-2)].map((subject) => ({ subject }));
  return [{}, { following: true }, ...traces.map((trace) => ({ trace })), ...subjects];
}

it('of every table, whoever asks gets exactly the rows that the rules give, without a condition in the statement', async () => {
  const differences: string[] = [];
  let [comparisons, rows] = [0, 0];
  for (const actor of world.actors)
    for (const about of aboutsOf(actor)) {
      const oracle = new WallsOracle(world, actor, about);
      for (const [table, keys] of await as(actor, () => seen(about))) {
        const mayRead = world.rows.filter((row) => row.table === table && oracle.mayRead(row));
        const expected = [...mayRead.map(({ key }) => key), ...beforehand.get(table)!].sort();
        [comparisons, rows] = [comparisons + 1, rows + keys.length];
        if (JSON.stringify(keys) !== JSON.stringify(expected))
          differences.push(`${table} for ${described(actor)} about ${JSON.stringify(about)}`);
      }
    }
  const asked = `${tables.length} tables, ${world.actors.length} actors, ${comparisons} answers, ${rows} rows`;
  process.stdout.write(`row-level security: ${asked}: ${differences.length} differences\n`);
  expect(differences).toEqual([]);
}, 60_000);

it('nobody who is not signed in sees a row that is not shared by all', async () => {
  for (const [table, keys] of await as(undefined, () => seen({}))) {
    const shared = world.rows.filter(
      (row) => row.table === table && table === 'place' && row.owner.organisation === null,
    );
    expect([table, keys]).toEqual([table, [...shared.map(({ key }) => key), ...beforehand.get(table)!].sort()]);
  }
});

/** Of each table the rows that lie outside what somebody acts on. */
function foreignRows(actor: Actor): [table: string, rows: Row[]][] {
  const oracle = new WallsOracle(world, actor, {});
  return tables.map((table) => [table, world.rows.filter((row) => row.table === table && oracle.isForeign(row))]);
}

it('foreign rows are neither changed nor taken, nor is a copy of one added', async () => {
  const through: string[] = [];
  let attempts = 0;
  // of the staff of the first and of the last organisation, and of all whose scope is another
  const ends = [world.workers[0]!, world.workers.at(-1)!].map(({ organisation }) => organisation);
  const writers = world.actors.filter(({ scope }) => !scope.organisationId || ends.includes(scope.organisationId));
  for (const actor of writers)
    for (const [table, rows] of foreignRows(actor)) {
      if (rows.length === 0) continue;
      const names = world.columnsOf.get(table)!.flatMap(({ name, isKey }) => (isKey ? [`"${name}"`] : []));
      const foreign = `where array(select * from jsonb_array_elements_text(jsonb_build_array(${names.join(', ')}))) = any(
        select array(select * from jsonb_array_elements_text(key)) from jsonb_array_elements($1::jsonb) k(key))`;
      const keys = `[${rows.map(({ key }) => key).join(', ')}]`;
      const copy = [
        `insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`,
        await storedRow(rows[0]!),
      ];
      for (const [sql, value] of [
        [`update ${table} set ${names[0]} = ${names[0]} ${foreign}`, keys],
        [`delete from ${table} ${foreign}`, keys],
        copy,
      ]) {
        attempts++;
        if (await touched(actor, sql!, value!)) through.push(`${described(actor)}: ${sql}`);
      }
    }
  process.stdout.write(`row-level security: ${attempts} writes to foreign rows: ${through.length} done\n`);
  expect(through).toEqual([]);
}, 60_000);

async function storedRow({ table, key }: Row): Promise<string> {
  const rows: Found[] = await app.dataSource.query(`select to_jsonb(t) as row from ${table} t`);
  return JSON.stringify(rows.find(({ row }) => keyOf(world.columnsOf.get(table)!, row) === key)!.row);
}

/** Whether a statement did something; a right that is missing, and a row that is refused, are as good. */
async function touched(actor: Actor, sql: string, value: string): Promise<boolean> {
  return as(actor, async () => {
    const runner = walled.createQueryRunner();
    try {
      await runner.startTransaction();
      return ((await runner.query(sql, [value], true)).affected ?? 0) > 0;
    } catch (error) {
      if ((error as { code?: string }).code === '42501') return false;
      throw error;
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });
}

const RIGHTS = `
  select c.relname as name, c.relispartition as part, c.relrowsecurity and c.relforcerowsecurity as forced,
    has_table_privilege('truyvet_request', c.oid, 'select, insert, update, delete, truncate, references, trigger') as used,
    exists (select from pg_policy p where p.polrelid = c.oid) as policies
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')`;

it('every table that requests use has forced policies and a rule here, or is open for a reason; others they cannot use', async () => {
  const found: any[] = await app.dataSource.query(RIGHTS);
  const used = found.filter(({ used }) => used);
  const open = Object.keys(OPEN_TABLES);
  expect(used.filter(({ part }) => part)).toEqual([]);
  expect(used.filter(({ forced, policies, name }) => !(forced && policies) && !open.includes(name))).toEqual([]);
  expect(used.map(({ name }) => name).sort()).toEqual([...tables, ...open].sort());
  const closed = found.filter(({ used, part }) => !used && !part).map(({ name }) => name);
  process.stdout.write(
    `row-level security: ${tables.length} tables behind policies, ${open.length} open, ${closed.length} closed to requests\n`,
  );
});

it('requests make, alter and drop nothing, and neither change the log nor add to it by hand', async () => {
  const [auditor] = world.actors.filter(({ role }) => role === 'auditor');
  for (const sql of [
    ...['create table mine (id int)', 'alter table worker disable row level security', 'drop table audit_event'],
    ...[
      'delete from audit_event',
      `update audit_event set action = ''`,
      `insert into audit_event (action) values ('x')`,
    ],
    ...['delete from audit_pending', 'truncate worker', `select ensure_day_partition('stay', '2026-01-01')`],
    ...['select * from refresh_token', 'select * from second_factor'],
  ])
    expect([sql, await as(auditor, () => walled.query(sql)).catch((e: { code: string }) => e.code)]).toEqual([
      sql,
      '42501',
    ]);
});

it('outside of a request jobs see all, and what a connection was told before is forgotten', async () => {
  const [own] = world.actors;
  const count = 'select count(*)::int as n from worker';
  const [all] = await walled.query(count);
  expect(all.n).toBe(world.workers.length);
  expect((await as(own, () => walled.query(count)))[0].n).toBe(2);
  expect((await as(undefined, () => walled.query(count)))[0].n).toBe(0);
});
