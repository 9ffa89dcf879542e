import { makeDataSource, openWalled, provision, type Provision, type Provisioned } from '@app/database';
import { inCall, readEnvironment } from '@app/platform';
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';

const name = `p_${randomBytes(6).toString('hex')}`;
const wish: Provision = { database: name, owner: { user: `${name}_owner` }, requests: { user: `${name}_requests` } };
let admin: DataSource;
let made: Provisioned;
beforeAll(async () => {
  admin = await makeDataSource(process.env['TEST_DATABASE_URL']!, 2).initialize();
  made = await provision(process.env['TEST_DATABASE_URL']!, wish);
});
afterAll(async () => {
  await admin.query(`drop database ${name} with (force)`);
  for (const { user } of [wish.owner, wish.requests]) await admin.query(`drop role ${user}`);
  await admin.destroy();
});

const environment = (requestUrl?: string) =>
  readEnvironment({ DATABASE_URL: made.url, DATABASE_REQUEST_URL: requestUrl ?? '', DATABASE_POOL: '2' });
const refusal = async (requestUrl?: string): Promise<string> =>
  openWalled(made.url, environment(requestUrl)).then(
    (dataSource) => dataSource.destroy().then(() => ''),
    (error: Error) => error.message,
  );
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

it('makes what is missing, says so, and does nothing the second time', async () => {
  expect(made.done.filter((line) => line.includes(name))).toEqual([
    ...[`made the role ${name}_owner`, `made the role ${name}_requests`, `made the database ${name}`],
  ]);
  const again = await provision(process.env['TEST_DATABASE_URL']!, wish);
  expect(again.done).toEqual([]);
  expect(new URL(again.url).password).toBe('PASSWORD');
});

it('an owner without more rights migrates and serves; whoever logs in for requests becomes nobody else', async () => {
  const dataSource = await openWalled(made.url, environment(made.requestUrl));
  try {
    const who = (): Promise<{ who: string; login: string }[]> =>
      dataSource.query('select current_user as who, session_user as login');
    expect(await who()).toEqual([{ who: 'truyvet_job', login: `${name}_owner` }]);
    expect(await inCall({}, who)).toEqual([{ who: 'truyvet_request', login: `${name}_requests` }]);
    for (const role of ['truyvet_job', `${name}_owner`])
      expect(await inCall({}, () => codeOf(dataSource.query(`set role ${role}`)))).toBe('42501');
    expect(await codeOf(dataSource.query('create table mine (id int)'))).toBe('42501');
    await dataSource.query(`select ensure_day_partition('stay', '2026-01-01')`);
    await dataSource.query(`select drop_day_partitions(array['stay_20260101'])`);
  } finally {
    await dataSource.destroy();
  }
});

it('a start names the attribute, membership, policy or login that is missing', async () => {
  await admin.query(`alter role ${name}_owner nobypassrls`);
  expect(await refusal()).toMatch(
    new RegExp(`^The role ${name}_owner of DATABASE_URL owns the tables and needs BYPASSRLS\\. npm run db:provision`),
  );
  await admin.query(`alter role ${name}_owner bypassrls; revoke truyvet_request from ${name}_owner`);
  expect(await refusal()).toMatch(/may not become truyvet_request: grant truyvet_request to/);
  await admin.query(`grant truyvet_request to ${name}_owner`);
  const owner = await makeDataSource(made.url, 1).initialize();
  await owner.query('alter table worker no force row level security');
  expect(await refusal()).toMatch(/^The table worker is open to truyvet_request without a forced policy/);
  await owner.query('alter table worker force row level security; revoke select on site from truyvet_job');
  expect(await refusal()).toMatch(/^The role truyvet_job may not use the table site/);
  await owner.query('grant all on site to truyvet_job');
  await owner.destroy();
  await admin.query(`revoke truyvet_request from ${name}_requests`);
  expect(await refusal(made.requestUrl)).toMatch(/^Requests cannot use the database .*DATABASE_REQUEST_URL/);
  await admin.query(`grant truyvet_request to ${name}_requests`);
  expect(await refusal(made.requestUrl)).toBe('');
});
