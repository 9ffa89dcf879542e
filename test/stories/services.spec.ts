import { type Account, signInOf } from '../../apps/all-in-one/src/demo/api-client.js';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { eventually } from '../support/eventually.js';
import { ensureBuilt, newDataDir, Product, runProgram } from '../support/product.js';

const NAMES = ['accounts', 'workers', 'checkin', 'tracing', 'exchange'] as const;
const mainOf = (name: string): string => `apps/${name}/src/main.js`;

const DATA_DIR = newDataDir();
const KEY_FILE = join(DATA_DIR, 'keys.json');
const started = new Map<string, Product>();
let env: { DATA_DIR: string; DATABASE_URL: string; KEY_FILE: string };

beforeAll(async () => {
  ensureBuilt();
  const client = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
  await client.connect();
  const database = `services_${randomBytes(4).toString('hex')}`;
  await client.query(`create database ${database}`);
  await client.end();
  const url = new URL(process.env['TEST_DATABASE_URL']!);
  url.pathname = database;
  env = { DATA_DIR, DATABASE_URL: url.href, KEY_FILE };
}, 120_000);
afterAll(() => Product.cleanUp(), 60_000);

async function call(name: string, path: string, init: { token?: string; body?: object } = {}): Promise<Response> {
  const { token, body } = init;
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  return fetch(`${started.get(name)!.url}/api/v1${path}`, { headers, ...sent });
}

test.each([
  [{}, /^KEY_FILE is missing: /],
  [{ KEY_FILE: '/nowhere/keys.json' }, /^The key file \/nowhere\/keys\.json is missing\./],
])('a service by itself does not start without what all share (%j)', async (given, sentence) => {
  const { code, stderr } = await runProgram(mainOf('workers'), [], { PORT: '0', ...given });
  expect(stderr).toMatch(sentence);
  expect(code).toBe(1);
});

test('the set-up makes keys, schema and the first administrator, and may run again', async () => {
  for (const run of ['first', 'second']) {
    const { code, stderr } = await runProgram('apps/all-in-one/src/set-up.main.js', [], env);
    expect({ run, code, stderr }).toEqual({ run, code: 0, stderr: '' });
  }
}, 60_000);

test('nor without a database', async () => {
  const { code, stderr } = await runProgram(mainOf('workers'), [], { PORT: '0', KEY_FILE });
  expect(stderr).toMatch(/^DATABASE_URL is missing: .*\n$/);
  expect(code).toBe(1);
});

test('the five services start side by side and know each other’s tokens', async () => {
  await Promise.all(NAMES.map(async (name) => started.set(name, await Product.start(env, mainOf(name)))));
  const { accounts } = JSON.parse(readFileSync(join(DATA_DIR, 'credentials.json'), 'utf8')) as {
    accounts: Account[];
  };
  const signedIn = await call('accounts', '/auth/token', { body: signInOf(accounts[0]!) });
  const { accessToken: token } = (await signedIn.json()) as { accessToken: string };
  const asked = [
    call('accounts', '/organisations', { token }),
    call('workers', '/workers', { token }),
    call('tracing', '/presets', { token }),
    call('exchange', '/destinations', { token }),
    call('checkin', '/check-ins/batch', { token, body: { items: [] } }),
  ];
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(statuses.slice(0, 4)).toEqual([200, 200, 200, 200]);
  expect([200, 400, 403]).toContain(statuses[4]);
  expect((await call('workers', '/organisations', { token })).status).toBe(404);
}, 120_000);

test('they outlive the loss of every connection to the database', async () => {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  const ended = await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
  await client.end();
  expect(ended.rowCount).toBeGreaterThan(NAMES.length);
  for (const product of started.values())
    await eventually(async () => (await fetch(`${product.url}/health/ready`)).ok, 30_000);
}, 60_000);

test('and each ends cleanly', async () => {
  const ends = await Promise.all([...started.values()].map((product) => product.stop()));
  expect(ends.map(({ code }) => code)).toEqual(NAMES.map(() => 0));
}, 30_000);
