import { type Actor, localDate } from '@app/contracts';
import { AuditChain, newId, type Organisation, readAnchors, type Worker } from '@app/database';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { AnchorsService } from '../../apps/accounts/src/audit/anchors.service.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { auditor, enterpriseAdmin, gateGuard, healthOfficer, personnel, workerActor } from '../support/actors.js';
import { ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makeWorker } from '../support/factories.js';

const ANCHOR_DIR = mkdtempSync(join(tmpdir(), 'truyvet-anchors-'));
let app: TestApp;
let factory: Organisation;
let worker: Worker;
beforeAll(async () => {
  const modules = [AccountsModule, WorkersModule, TracingModule, ExchangeModule];
  app = await testApp(modules, { queues: ['exchange'], environment: { ANCHOR_DIR } });
});
afterAll(async () => {
  await app.close();
  rmSync(ANCHOR_DIR, { recursive: true });
});
beforeEach(async () => {
  factory = await makeOrganisation(app.dataSource);
  worker = await makeWorker(app.dataSource, factory);
});

const whoSaw = async (of: Worker): Promise<any[]> =>
  (await app.as(auditor()).get(`/audit?workerId=${of.id}&from=${localDate(Date.now() / 1_000 - 90 * 86_400)}T00:00`))
    .body.items;
const chain = (): AuditChain => app.nest.get(AuditChain);
const sealAll = async (): Promise<void> => {
  while ((await chain().seal()) > 0);
};

it('who saw a worker is one request: reading, lists, searches, cases and exports with their downloads', async () => {
  const [admin, officer, own] = [enterpriseAdmin(factory.id), healthOfficer(), workerActor(factory.id, worker.id)];
  await app.as(admin).get(`/workers?organisationId=${factory.id}`);
  await app.as(personnel(factory.id)).post('/workers/search', { organisationId: factory.id, q: worker.code });
  await app.as(own).get(`/workers/${worker.id}`);
  const opened = await app.as(officer).post('/cases', { workerId: worker.id, sampledOn: '2026-01-05' });
  await app.as(officer).get(`/cases/${opened.body.id}`);
  const wish = { kind: 'workers', format: 'csv', filter: { organisationId: factory.id }, purpose: 'kiểm tra' };
  const { id } = (await app.as(admin).post('/exports', wish)).body;
  await ended(app.as(admin), `/exports/${id}`);
  await app.as(admin).get(`/exports/${id}/file`);
  const seen = await whoSaw(worker);
  expect(seen.map(({ action, role, purpose }) => [action, role, purpose]).reverse()).toEqual([
    ['worker.list', 'enterprise_admin', 'personnel'],
    ['worker.search', 'personnel', 'personnel'],
    ['worker.read', 'worker', 'own_data'],
    ['case.create', 'health_officer', 'outbreak'],
    ['case.read', 'health_officer', 'outbreak'],
    ['export.write', null, `export:${id}`],
    ['export.read', 'enterprise_admin', 'personnel'],
  ]);
  expect(seen.find(({ action }) => action === 'case.read').caseIds).toEqual([opened.body.id]);
  expect(await whoSaw(await makeWorker(app.dataSource, factory))).toEqual([]);
});

it('another record of the same person tells the same; a list says which columns it showed', async () => {
  const other = await makeOrganisation(app.dataSource);
  const second = await makeWorker(app.dataSource, other, { personNo: worker.personNo });
  await app.as(gateGuard(other.id)).get(`/workers?organisationId=${other.id}`);
  const [event] = await whoSaw(worker);
  expect(event).toMatchObject({ action: 'worker.list', count: 1, details: { filter: { organisationId: other.id } } });
  expect(event.details.columns).toContain('fullName');
  expect(event.details.columns).not.toContain('phone');
  const whole = await app.as(auditor()).get(`/audit/${event.id}`);
  expect(whole.body).toMatchObject({ workerIds: [second.id], subjectsDigest: event.subjectsDigest });
});

it('what exactly was in an export is one request, for the auditor alone', async () => {
  const more = await makeWorker(app.dataSource, factory);
  const admin = app.as(enterpriseAdmin(factory.id));
  const wish = { kind: 'workers', format: 'csv', filter: { organisationId: factory.id }, purpose: 'kiểm tra' };
  const { id } = (await admin.post('/exports', wish)).body;
  const { sha256 } = await ended(admin, `/exports/${id}`);
  const record = await app.as(auditor()).get(`/exports/${id}/record`);
  expect(record.body).toMatchObject({ purpose: 'kiểm tra', manifest: { rows: 2, parts: [{ sha256 }] } });
  expect(record.body.manifest.columns).toContain('identityNumber');
  expect(record.body.workerIds.sort()).toEqual([worker.id, more.id].sort());
  expect(record.body.events.map(({ action }: any) => action)).toEqual(['export.create', 'export.write']);
  expect((await admin.get(`/exports/${id}/record`)).status).toBe(403);
});

it.each<[string, (of: Worker) => Actor, number]>([
  ['a worker of another organisation', () => enterpriseAdmin(newId()), 404],
  ['another worker', (of) => workerActor(of.organisationId, newId()), 404],
  ['a role that may not', () => auditor(), 403],
])('who asked in vain is in the log: %s', async (_, who, status) => {
  const actor = who(worker);
  expect((await app.as(actor).get(`/workers/${worker.id}`)).status).toBe(status);
  const [event] = await whoSaw(worker);
  const details = { code: status === 404 ? 'not_found' : 'forbidden', method: 'GET', route: '/api/v1/workers/:id' };
  expect(event).toMatchObject({
    action: 'access.refuse',
    actorId: actor.userId,
    subject: `worker:${worker.id}`,
    details,
  });
});

it('what somebody typed in the place of an id is not', async () => {
  await app.as(enterpriseAdmin(factory.id)).get('/units/0912345678/places');
  const [event] = (await app.as(auditor()).get('/audit?action=access.&limit=1')).body.items;
  expect(JSON.stringify(event)).not.toContain('0912345678');
});

it.each([
  'update audit_event set count = 7',
  'delete from audit_event',
  'truncate audit_event',
  'delete from audit_seal',
])('nothing is taken out of the log, nor changed: %s', async (sql) => {
  await app.as(personnel(factory.id)).get(`/workers/${worker.id}`);
  await sealAll();
  await expect(app.dataSource.query(sql)).rejects.toThrow('only added to');
});

it('the chain is whole, in whatever order transactions end; anchors follow its head', async () => {
  const slow = app.dataSource.createQueryRunner();
  await slow.startTransaction();
  await slow.query('insert into audit_event (action) values ($1)', ['slow']);
  await slow.query('insert into audit_pending select max(id) from audit_event where action = $1', ['slow']);
  await app.as(personnel(factory.id)).get(`/workers/${worker.id}`);
  await sealAll();
  await slow.commitTransaction();
  await slow.release();
  expect(await chain().seal()).toBe(1);
  const anchors = app.nest.get(AnchorsService);
  await anchors.anchor(new AbortController().signal);
  await anchors.anchor(new AbortController().signal);
  const written = readAnchors(ANCHOR_DIR);
  expect(written).toHaveLength(1);
  expect(await chain().verify(written)).toMatchObject({ fault: null, anchors: 1 });
});
