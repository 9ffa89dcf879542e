import { makeDataSource, migrate, newId, type Organisation, type Worker } from '@app/database';
import { AccessTokens, Keys } from '@app/platform';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { gateGuard } from '../support/actors.js';
import { eventually } from '../support/eventually.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';
import { ensureBuilt, newDataDir, Product } from '../support/product.js';
import { hasRedisServer, testRedis, type TestRedis } from '../support/redis.js';
import { type StoppablePostgres, stoppablePostgres } from '../support/stoppable-postgres.js';

/** The gate while what it stands on is away: the check-in service as it is shipped, in a process of its own. */
let postgres: StoppablePostgres;
let redis: TestRedis | undefined;
let database: DataSource;
let product: Product;
let organisation: Organisation;
let worker: Worker;
let tokens: AccessTokens;

beforeAll(async () => {
  ensureBuilt();
  [postgres, redis] = await Promise.all([stoppablePostgres(), hasRedisServer ? testRedis() : undefined]);
  database = await makeDataSource(postgres.url, 2).initialize();
  await migrate(database);
  organisation = await makeOrganisation(database);
  await makePlace(database, await makeSite(database, organisation), 'gate', { code: 'G1' });
  worker = await makeWorker(database, organisation);
  await database.destroy();
  const DATA_DIR = newDataDir();
  const KEY_FILE = join(DATA_DIR, 'keys.json');
  Keys.ensure(KEY_FILE);
  tokens = new AccessTokens(Keys.load(KEY_FILE));
  const environment = {
    DATA_DIR,
    KEY_FILE,
    DATABASE_URL: postgres.url,
    REDIS_URL: redis?.url ?? '',
    LOG_LEVEL: 'error',
  };
  product = await Product.start(environment, 'apps/checkin/src/main.js');
}, 240_000);
afterAll(async () => {
  await Product.cleanUp();
  await redis?.close();
  await postgres?.close();
}, 60_000);

/** Ids of what was answered as taken. */
const stored = new Set<string>();

const seen = () => ({
  ...{ id: newId(), placeCode: 'G1', workerId: worker.id, direction: 'in', at: new Date().toISOString() },
});

/** A check-in, how it was answered, and after how many milliseconds. */
async function send(body: object): Promise<{ status: number; answer: { code?: string }; took: number }> {
  const began = Date.now();
  const token = await tokens.sign(gateGuard(organisation.id));
  const reply = await fetch(`${product.url}/api/v1/check-ins`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const answer = (await reply.json()) as { id: string; code?: string };
  if (reply.status === 201) stored.add(answer.id);
  return { status: reply.status, answer, took: Date.now() - began };
}

if (hasRedisServer)
  it('Redis is away: check-ins go on', async () => {
    await redis!.stop();
    for (let i = 0; i < 20; i++) {
      const { status, took } = await send(seen());
      expect(status).toBe(201);
      expect(took).toBeLessThan(2_000);
    }
    await redis!.start();
  }, 60_000);

it('the database ends in the middle of the rush: 503 within two seconds; it is back: so are check-ins within ten', async () => {
  const rush = Array.from({ length: 200 }, () => seen());
  const sent = Promise.all(rush.map(send));
  await postgres.stop();
  const inFlight = await sent;
  expect(inFlight.filter(({ status }) => status !== 201 && status !== 503)).toEqual([]);
  for (let i = 0; i < 10; i++) {
    const { status, answer, took } = await send(seen());
    expect([status, answer.code]).toEqual([503, 'unavailable']);
    expect(took).toBeLessThan(2_000);
  }
  await postgres.start();
  const back = seen();
  await eventually(async () => (await send(back)).status === 201, 10_000);
  const again = await Promise.all(rush.map(send));
  expect(again.map(({ status }) => status)).toEqual(rush.map(() => 201));
}, 120_000);

it('the database hangs: 503 within two seconds; it goes on: so do check-ins, and what was given up is known or taken', async () => {
  postgres.freeze();
  const rush = Array.from({ length: 50 }, () => seen());
  try {
    const answers = await Promise.all(rush.map(send));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(Math.max(...answers.map(({ took }) => took))).toBeLessThan(2_000);
  } finally {
    postgres.thaw();
  }
  await eventually(async () => (await send(rush[0]!)).status === 201, 10_000);
  const again = await Promise.all(rush.map(send));
  expect(again.map(({ status }) => status)).toEqual(rush.map(() => 201));
}, 120_000);

it('what was answered is there, each once', async () => {
  database = await makeDataSource(postgres.url, 2).initialize();
  const [row] = await database.query('select count(*)::int as n, count(distinct id)::int as ids from check_in');
  await database.destroy();
  expect(row).toEqual({ n: stored.size, ids: stored.size });
}, 60_000);
