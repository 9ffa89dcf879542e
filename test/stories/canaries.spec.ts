import type { Actor } from '@app/contracts';
import { newId } from '@app/database';
import { AccessTokens, Keys } from '@app/platform';
import { Redis } from 'ioredis';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { enterpriseAdmin, gateGuard, healthOfficer, provinceAdmin } from '../support/actors.js';
import { canary, type Canary, Search } from '../support/canaries.js';
import { commandCentre, type CommandCentre } from '../support/command-centre.js';
import { eventually } from '../support/eventually.js';
import { multipart } from '../support/multipart.js';
import { ensureBuilt, newDataDir, Product } from '../support/product.js';
import { hasRedisServer, testRedis, type TestRedis } from '../support/redis.js';

/** A thousand made-up people go through everything; then every byte that was kept or said is searched for them. */
const COUNT = 1_000;
const people = Array.from({ length: COUNT }, (_, n) => canary(n));
const [stranger, later, another] = [canary(5_000), canary(6_000), canary(6_001)];
const temporary = mkdtempSync(join(tmpdir(), 'truyvet-canaries-'));
const DATA_DIR = newDataDir();
const exported: string[] = [];
const said: string[] = [];
let product: Product;
let tokens: AccessTokens;
let centre: CommandCentre;
let redis: TestRedis | undefined;
let organisationId: string;
let ids: Map<string, string>;
let [admin, officer, hr, guard]: Actor[] = [];

const start = async (env: Record<string, string> = {}): Promise<void> => {
  product = await Product.start({
    DATA_DIR,
    TMPDIR: temporary,
    LOG_LEVEL: 'debug',
    EXPORT_APPROVAL_PEOPLE: '100000',
    ...env,
  });
};
beforeAll(async () => {
  ensureBuilt();
  await start();
  tokens = new AccessTokens(Keys.load(join(DATA_DIR, 'keys.json')));
  centre = await commandCentre('a-shared-secret-of-the-command-centre');
  if (hasRedisServer) redis = await testRedis();
  // a compressed page would hide what stands on it
  await asked((client) => client.query('alter system set wal_compression = off'));
  await asked((client) => client.query('select pg_reload_conf()'));
}, 240_000);
afterAll(async () => {
  await Product.cleanUp();
  await Promise.all([centre?.close(), redis?.close()]);
  rmSync(temporary, { recursive: true, force: true });
}, 60_000);

async function asked<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  return work(client).finally(() => client.end());
}

interface Answer {
  status: number;
  text: string;
  body: any;
}
async function call(actor: Actor, method: string, path: string, body?: object): Promise<Answer> {
  const form = body && 'file' in body ? multipart(...(body.file as Parameters<typeof multipart>)) : undefined;
  const reply = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await tokens.sign(actor)}`,
      ...(body && { 'content-type': form?.contentType ?? 'application/json' }),
    },
    ...(body && { body: form?.body ?? JSON.stringify(body) }),
  });
  const text = await reply.text();
  const isJson = String(reply.headers.get('content-type')).includes('json');
  return { status: reply.status, text, body: isJson && text ? JSON.parse(text) : undefined };
}
const post = (actor: Actor, path: string, body: object): Promise<Answer> => call(actor, 'POST', path, body);

async function ended(actor: Actor, path: string): Promise<any> {
  let body: any;
  await eventually(async () => {
    ({ body } = await call(actor, 'GET', path));
    return ['done', 'failed'].includes(body.status);
  }, 60_000);
  return body;
}

const HEADER = 'code,fullName,cccd,phone,address,placeCode';
const row = ({ code, fullName, identityNumber, phone, address }: Canary): string =>
  `${code},${fullName},${identityNumber},${phone},"${address}",CH1`;
async function imported(mode: string, lines: string[], path = '/workers/imports'): Promise<any> {
  const file = { name: 'nhan-vien.csv', content: `${lines.join('\n')}\n` };
  const fields = { organisationId, ...(mode && { mode }) };
  const { status, text, body } = await post(hr!, path, { file: [fields, file] });
  if (status !== 202) return said.push(text);
  const done = await ended(hr!, `${path}/${body.id}`);
  said.push(JSON.stringify(done.error ?? null));
  return done;
}

it('people come in by a file, rejected rows and all, and by hand', async () => {
  [admin, officer] = [provinceAdmin(), healthOfficer('24')];
  organisationId = (await post(admin, '/organisations', { name: 'Xưởng', kind: 'enterprise', unitCode: '24' })).body.id;
  hr = enterpriseAdmin(organisationId);
  const site = (await post(hr, `/organisations/${organisationId}/sites`, { name: 'Xưởng 1', unitCode: '24' })).body;
  guard = gateGuard(organisationId, site.id);
  await post(hr, `/sites/${site.id}/places/bulk`, [
    { kind: 'gate', name: 'Cổng', code: 'G1' },
    { kind: 'line', name: 'Chuyền 1', code: 'CH1' },
  ]);
  const rejected = people.slice(0, 300).map((one, n) => {
    const { fullName, identityNumber, phone, address } = one;
    // a column too many, numbers in each other's columns, an address where the line should be, none where a name must be
    const faults = [`R${n},${fullName},${phone}x,${identityNumber}`, `R${n},,${identityNumber},${phone},"${address}"`];
    return [...faults, `R${n},${fullName},${identityNumber},${phone},,"${address}"`, `${row(one)},${phone}`][n % 4]!;
  });
  const first = await imported('upsert', [HEADER, ...people.map(row), ...rejected, ...people.slice(0, 50).map(row)]);
  expect(first).toMatchObject({ status: 'done', created: COUNT, rejected: 300, duplicate: 50 });
  const changed = people.map((one, n) => row({ ...one, phone: canary(n + COUNT).phone }));
  expect(await imported('replace', [HEADER, ...changed])).toMatchObject({ updated: COUNT });
  expect(await imported('replace', [HEADER, ...changed])).toMatchObject({ unchanged: COUNT });
  const { items } = (await call(hr, 'GET', `/workers?organisationId=${organisationId}&limit=500`)).body;
  expect(items[0]).toMatchObject({ address: expect.stringContaining('Ngách') });
  ids = new Map(items.map(({ code, id }: any) => [code, id]));
  const { code, ...unnamed } = canary(2_000);
  expect((await post(hr, '/workers', { organisationId, code, ...unnamed })).status).toBe(201);
  expect((await call(hr, 'PATCH', `/workers/${ids.get('HY1')}`, { address: canary(2_001).address })).status).toBe(200);
}, 60_000);

it('what is refused is said without the values', async () => {
  // no header: its first row is taken for one, and is the sender's own
  await imported('upsert', people.slice(0, 3).map(row));
  await imported('upsert', [
    HEADER,
    row(later),
    `${later.code},${later.fullName},${later.identityNumber}`.slice(0, -1) + '"',
  ]);
  const faulty = {
    organisationId,
    code: 'X',
    fullName: 'X',
    phone: `${stranger.identityNumber}/`,
    identityNumber: `?${stranger.phone}`,
  };
  for (const path of ['/workers', '/workers/search']) expect((await post(hr!, path, faulty)).status).toBe(400);
  said.push(
    (await post(hr!, '/workers', faulty)).text,
    (await post(guard!, '/workers', { ...stranger, organisationId })).text,
  );
  said.push((await call(hr!, 'GET', `/workers/${stranger.identityNumber}`)).text);
  for (const q of [people[7]!.identityNumber, canary(7 + COUNT).phone])
    expect((await post(officer!, '/workers/search', { q })).body.items).toMatchObject([{ code: 'HY7' }]);
  expect((await post(hr!, '/workers/search', { q: stranger.phone })).body.items).toEqual([]);
});

it('they are checked in by their identity cards, fall ill, are traced, and the lists go out', async () => {
  const card = ({ identityNumber, fullName, address }: Canary): string =>
    `${identityNumber}||${fullName}|01011990|Nam|${address}|01012021`;
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const scans = [...people.slice(0, 400), stranger].map((one) => ({
    ...{ id: newId(), placeCode: 'CH1', badge: card(one), direction: 'in', at },
  }));
  const { items } = (await post(guard!, '/check-ins/batch', { items: scans })).body;
  expect(items.filter(({ result }: any) => result === 'accepted').length).toBe(400);
  said.push(JSON.stringify(items));
  const stay = (worker: string): string => `${worker},CH1,${new Date(Date.parse(at) - 7_200_000).toISOString()},${at}`;
  const stays = [...people.slice(0, 100).map(({ code }) => stay(code)), stay(later.phone), stay(later.identityNumber)];
  expect(await imported('', ['worker,place,from,to', ...stays], '/stays/imports')).toMatchObject({ rejected: 2 });
  const note = `Gọi ${people[0]!.phone}, ở ${people[0]!.address}, CCCD ${people[0]!.identityNumber}`;
  const account = { username: 'bao.ve.1', role: 'gate_guard', fullName: 'Bảo Vệ', phone: people[1]!.phone };
  expect((await post(hr!, `/organisations/${organisationId}/users`, account)).status).toBe(201);
  const sick = { workerId: ids.get('HY0'), sampledOn: at.slice(0, 10), note };
  const { body: one } = await post(officer!, '/cases', sick);
  expect(one.note).toBe(note);
  expect((await call(officer!, 'PATCH', `/cases/${one.id}`, { note: `${note}!` })).status).toBe(200);
  const { body: trace } = await post(officer!, '/traces', { caseIds: [one.id] });
  const { status, counts } = await ended(officer!, `/traces/${trace.id}`);
  expect([status, counts[1] >= 99]).toEqual(['done', true]);
  const destination = {
    name: 'Trung tâm',
    url: centre.url,
    format: 'csv',
    secret: 'a-shared-secret-of-the-command-centre',
  };
  const destinationId = (await post(admin!, '/destinations', destination)).body.id;
  const wishes = [
    ...['csv', 'xlsx', 'json'].map((format) => ({ kind: 'workers', format })),
    ...['trace', 'cases', 'check-ins'].map((kind) => ({
      kind,
      format: 'csv',
      ...(kind === 'trace' && { traceId: trace.id }),
    })),
    { kind: 'workers', format: 'csv', destinationId },
  ];
  for (const wish of wishes) {
    const { body } = await post(admin!, '/exports', { ...wish, purpose: 'dịch' });
    expect(await ended(admin!, `/exports/${body.id}`)).toMatchObject({ status: 'done' });
    exported.push((await call(admin!, 'GET', `/exports/${body.id}/file?part=1`)).text);
  }
  await eventually(() => centre.arrivals.length > 0, 20_000);
}, 180_000);

if (hasRedisServer)
  it('the same with the queue on Redis', async () => {
    const { stdout, stderr } = await product.stop();
    said.push(stdout, stderr);
    await start({ REDIS_URL: redis!.url });
    expect(await imported('upsert', [HEADER, row(another), `${row(another)},${another.phone}`])).toMatchObject({
      created: 1,
    });
    const client = new Redis(redis!.url);
    const keys = await client.keys('*');
    const search = new Search();
    for (const key of keys) {
      // a key may have run out since it was listed: then Redis keeps nothing of it
      const kept = (await client.dumpBuffer(key)) ?? Buffer.alloc(0);
      await search.through(key, [Buffer.from(key), kept] as never);
    }
    await client.quit();
    expect(keys.length).toBeGreaterThan(0);
    expect(search.seen.secrets).toEqual([]);
  }, 180_000);

it('nothing of them is anywhere but in the lists that were asked for', async () => {
  const tables = new Search();
  await asked(async (client) => {
    await tables.tables(client);
    await client.query('checkpoint');
  });
  const { stdout, stderr } = await product.stop();
  const files = new Search();
  await files.folder(DATA_DIR);
  await files.folder(temporary);
  const words = new Search();
  for (const [n, text] of [...said, stdout, stderr].entries()) await words.text(`answer ${n}`, text);
  const lists = new Search();
  for (const [n, text] of exported.entries()) await lists.text(`list ${n}`, text);
  process.stdout.write(
    `Canaries: ${COUNT} people, ${files.seen.bytes + tables.seen.bytes} bytes searched, ` +
      `${[tables, files, words].reduce((sum, { seen }) => sum + seen.secrets.length, 0)} hits outside lists.\n`,
  );
  expect({ tables: tables.seen.secrets, files: files.seen.secrets, words: words.seen.secrets }).toEqual({
    tables: [],
    files: [],
    words: [],
  });
  // the search finds what is there: names in tables, data files and the WAL, everything in the lists
  expect(tables.seen.names).toContain('worker');
  expect(files.seen.names.some((file) => file.includes('pg_wal'))).toBe(true);
  expect(files.seen.names.some((file) => file.includes(join('postgres', 'base')))).toBe(true);
  // all but the workbook, which is compressed, and the check-ins
  expect(lists.seen.secrets).toHaveLength(5);
  expect(readFileSync(join(DATA_DIR, 'keys.json'), 'utf8')).toContain('fieldKeys');
}, 180_000);
