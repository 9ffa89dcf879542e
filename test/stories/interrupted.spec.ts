import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient } from '../../apps/all-in-one/src/demo/api-client.js';
import { overHttp } from '../../apps/all-in-one/src/demo/transports.js';
import type { Credentials } from '../../apps/all-in-one/src/first-start/credentials.js';
import { eventually } from '../support/eventually.js';
import { ensureBuilt, newDataDir, Product } from '../support/product.js';

/** Work that is cut off by kill -9 of the whole product ends as if nothing had happened. */
const dataDir = newDataDir();
const ENVIRONMENT = { DATA_DIR: dataDir, DEMO: 'true', TRACE_FOLLOW_SECONDS: '1' };
const LIMIT = 120_000;
let product: Product;

beforeAll(async () => {
  ensureBuilt();
  product = await Product.start(ENVIRONMENT);
}, 240_000);
afterAll(() => Product.cleanUp(), 60_000);

function as(role: string): ApiClient {
  const { accounts } = JSON.parse(readFileSync(join(dataDir, 'credentials.json'), 'utf8')) as Credentials;
  return new ApiClient(
    overHttp(product.url),
    accounts.find((account) => account.role === role)!,
  );
}

async function killAndStartAgain(): Promise<void> {
  await product.kill();
  product = await Product.start(ENVIRONMENT);
}

async function everything(client: ApiClient, path: string): Promise<any[]> {
  const items: any[] = [];
  for await (const item of client.pages(path)) items.push(item);
  return items;
}

it(
  'the first start brought accounts of each role, in the order that is promised, and a case ready to trace',
  async () => {
    const { accounts } = JSON.parse(readFileSync(join(dataDir, 'credentials.json'), 'utf8')) as Credentials;
    expect(accounts.map(({ role }) => role)).toEqual([
      ...['province_admin', 'health_officer', 'health_officer', 'enterprise_admin', 'enterprise_admin'],
      ...['gate_guard', 'worker', 'auditor'],
    ]);
    const me = await Promise.all(accounts.map(({ role }) => as(role).get<{ role: string }>('/auth/me')));
    expect(me.map(({ role }) => role)).toEqual(accounts.map(({ role }) => role));
    expect(await everything(as('health_officer'), '/cases')).toHaveLength(1);
  },
  LIMIT,
);

it(
  'an import goes on where it was killed, and every row is there once',
  async () => {
    const admin = as('province_admin');
    const [organisation] = await everything(admin, '/organisations');
    const [site] = (await admin.get<any>(`/organisations/${organisation.id}/sites`)).items;
    const [place] = await everything(admin, `/sites/${site.id}/places`);
    const [worker] = await everything(admin, `/workers?organisationId=${organisation.id}`);
    const rows = 60_000;
    const start = Date.parse('2026-01-01T00:00:00Z');
    const csv = function* (): Generator<string> {
      yield 'worker,place,from,to\n';
      for (let i = 0; i < rows; i++) {
        const [from, to] = [start + i * 60_000, start + i * 60_000 + 30_000];
        yield `${worker.code},${place.code},${new Date(from).toISOString()},${new Date(to).toISOString()}\n`;
      }
    };
    const fields = { organisationId: organisation.id };
    const { id } = await admin.upload<{ id: string }>('/stays/imports', fields, 'stays.csv', csv());
    await eventually(async () => (await admin.get<any>(`/stays/imports/${id}`)).status === 'running');
    await killAndStartAgain();
    const done = await as('province_admin').ended<any>(`/stays/imports/${id}`);
    expect(done).toMatchObject({ status: 'done', read: rows, accepted: rows, created: rows, rejected: 0 });
  },
  LIMIT,
);

it(
  'a trace that was killed says the same as one that was not',
  async () => {
    const wish = async (client: ApiClient): Promise<string> => {
      const [{ id }] = await everything(client, '/cases');
      const asOf = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      const body = { caseIds: [id], presetId: 'vn-3638', maxLevel: 4, asOf: `${asOf}T00:00:00Z` };
      return (await client.post<{ id: string }>('/traces', body)).id;
    };
    const whole = await wish(as('health_officer'));
    const undisturbed = await as('health_officer').ended<any>(`/traces/${whole}`);
    const cut = await wish(as('health_officer'));
    await killAndStartAgain();
    const officer = as('health_officer');
    const disturbed = await officer.ended<any>(`/traces/${cut}`);
    expect(disturbed.counts).toEqual(undisturbed.counts);
    expect(await everything(officer, `/traces/${cut}/contacts`)).toEqual(
      await everything(officer, `/traces/${whole}/contacts`),
    );
  },
  LIMIT,
);

it(
  'a followed trace takes in after a kill what happened before it, once',
  async () => {
    const before = as('health_officer');
    const [{ id: caseId }] = await everything(before, '/cases');
    const asOf = `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;
    const { id } = await before.post<{ id: string }>('/traces', { caseIds: [caseId], presetId: 'vn-3638', asOf });
    await before.ended<any>(`/traces/${id}`);
    await before.post(`/traces/${id}/follow`, {});
    const [first] = await everything(before, `/traces/${id}/contacts`);
    const apart = { workerId: first.workerId, from: '2020-01-01T00:00:00Z', reason: 'was away' };
    await before.post('/isolations', apart);
    await killAndStartAgain();
    const after = as('health_officer');
    await eventually(async () => (await after.get<any>(`/traces/${id}`)).revision === 1, 60_000);
    const [left] = (await everything(after, `/traces/${id}/revisions/1/changes`)).filter(
      ({ workerId }) => workerId === first.workerId,
    );
    expect(left).toMatchObject({ change: 'left', levelBefore: first.level, reason: 'isolation' });
    expect(await everything(after, `/traces/${id}/revisions`)).toHaveLength(2);
  },
  LIMIT,
);
