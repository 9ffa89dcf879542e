import type { Organisation, Worker } from '@app/database';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { auditor, enterpriseAdmin, healthOfficer, provinceAdmin } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makeWorker } from '../support/factories.js';

let app: TestApp;
let officer: Caller;
let factory: Organisation;
let worker: Worker;

beforeAll(async () => {
  app = await testApp([TracingModule], { queues: ['tracing'] });
  factory = await makeOrganisation(app.dataSource);
  worker = await makeWorker(app.dataSource, factory);
  officer = app.as(healthOfficer('24'));
});
afterAll(() => app.close());

const entered = async (body: object = {}): Promise<any> =>
  (await officer.post('/cases', { workerId: worker.id, sampledOn: '2021-05-24', ...body })).body;
const isolationsOf = (caseId: string): Promise<{ started_at: Date }[]> =>
  app.dataSource.query('select started_at from isolation where case_id = $1', [caseId]);

it('answers a case with what was sent', async () => {
  const dates = { onsetOn: '2021-05-22', confirmedAt: '2021-05-24T09:30:15.750+07:00', note: 'Ho, sốt' };
  expect(await entered(dates)).toMatchObject({
    ...{ workerId: worker.id, workerCode: worker.code, onsetOn: '2021-05-22', sampledOn: '2021-05-24' },
    ...{ confirmedAt: '2021-05-24T02:30:15Z', isolatedAt: null, note: 'Ho, sốt', status: 'open' },
  });
});

it('lists the cases of the officer’s units only, newest first', async () => {
  const [first, second] = [await entered(), await entered()];
  const { body } = await officer.get('/cases?limit=2&status=open');
  expect(body.items.map(({ id }: any) => id)).toEqual([second.id, first.id]);
  const next = await officer.get(`/cases?limit=1&cursor=${body.nextCursor}`);
  expect(next.body.items[0].id < first.id).toBe(true);
  expect((await app.as(healthOfficer('27')).get('/cases')).body.items).toEqual([]);
});

it('the isolation of a case moves with it and goes when it is withdrawn', async () => {
  const { id } = await entered({ isolatedAt: '2021-05-24T08:00:00+07:00' });
  await officer.patch(`/cases/${id}`, { isolatedAt: '2021-05-25T08:00:00+07:00' });
  expect(await isolationsOf(id)).toEqual([{ started_at: new Date('2021-05-25T01:00:00Z') }]);
  await officer.patch(`/cases/${id}`, { status: 'withdrawn' });
  expect(await isolationsOf(id)).toEqual([]);
});

it('a case can be closed and opened again; a withdrawn one stays as it is', async () => {
  const { id } = await entered();
  for (const status of ['closed', 'open', 'withdrawn'])
    expect((await officer.patch(`/cases/${id}`, { status })).body.status).toBe(status);
  const answer = await officer.patch(`/cases/${id}`, { status: 'open' });
  expect([answer.status, answer.body.code]).toEqual([422, 'invalid_status']);
});

it('an isolation can be ended, but not before it starts', async () => {
  const body = { workerId: worker.id, from: '2021-05-24T08:00:00+07:00', reason: 'quarantine' };
  const { body: isolation, status } = await officer.post('/isolations', body);
  expect([status, isolation.to]).toEqual([201, null]);
  const path = `/isolations/${isolation.id}`;
  expect((await officer.patch(path, { to: '2021-05-23T08:00:00+07:00' })).body.code).toBe('end_before_start');
  expect((await officer.patch(path, { to: '2021-06-07T08:00:00+07:00' })).body.to).toBe('2021-06-07T01:00:00Z');
});

it.each([
  [{ sampledOn: '2021-02-31' }, 400, 'sampledOn'],
  [{ sampledOn: '24/05/2021' }, 400, 'sampledOn'],
  [{ isolatedAt: 'yesterday' }, 400, 'isolatedAt'],
  [{ colour: 'red' }, 400, ''],
])('refuses a case with %j, naming the field', async (body, status, path) => {
  const answer = await officer.post('/cases', { workerId: worker.id, sampledOn: '2021-05-24', ...body });
  expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([status, 'invalid_request', path]);
});

it('a worker outside the officer’s units is as unknown as one that is not there', async () => {
  const stranger = app.as(healthOfficer('27'));
  const body = (workerId: string): object => ({ workerId, sampledOn: '2021-05-24' });
  const foreign = await stranger.post('/cases', body(worker.id));
  const absent = await stranger.post('/cases', body('0190a0a0-0000-7000-8000-000000000009'));
  expect([foreign.status, foreign.body.code, foreign.text]).toEqual([422, 'unknown_worker', absent.text]);
});

it('is for health officers alone', async () => {
  for (const actor of [provinceAdmin(), enterpriseAdmin(factory.id), auditor()])
    expect((await app.as(actor).get('/cases')).status).toBe(403);
  expect((await app.as().get('/cases')).status).toBe(401);
});

it('a made-up cursor is a named fault, not a fault of ours', async () => {
  for (const cursor of ['x', Buffer.from('["x"]').toString('base64url'), Buffer.from('{}').toString('base64url')])
    expect((await officer.get(`/cases?cursor=${cursor}`)).body).toMatchObject({
      status: 400,
      errors: [{ path: 'cursor' }],
    });
});

it('a body over the limit is refused as too large', async () => {
  const answer = await officer.post('/cases', { workerId: worker.id, sampledOn: '2021-05-24', note: 'x'.repeat(5e6) });
  expect([answer.status, answer.body.code]).toEqual([413, 'too_large']);
});
