import { type Actor } from '@app/contracts';
import { newId, type Organisation, Partitions, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { enterpriseAdmin, gateGuard, healthOfficer, personnel, provinceAdmin } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

let app: TestApp;
let factory: Organisation;
let people: Worker[];
beforeAll(async () => {
  const modules = [CheckinModule, TracingModule, ExchangeModule, WorkersModule];
  const environment = { EXPORT_APPROVAL_PEOPLE: '2', PEOPLE_PER_DAY: 'personnel=7,enterprise_admin=5' };
  app = await testApp(modules, { queues: ['exchange', 'tracing'], environment });
});
afterAll(() => app.close());
beforeEach(async () => {
  factory = await makeOrganisation(app.dataSource);
  people = [await makeWorker(app.dataSource, factory), await makeWorker(app.dataSource, factory)];
});

describe('presence is read inside an open case', () => {
  let officer: Caller;
  let caseId: string;
  let traceId: string;
  beforeEach(async () => {
    officer = app.as(healthOfficer());
    const line = await makePlace(app.dataSource, await makeSite(app.dataSource, factory), 'line');
    await new Partitions(app.dataSource).ensure('stay', ['2026-03-02']);
    await new Partitions(app.dataSource).ensure('check_in', ['2026-03-02']);
    for (const { no } of people) {
      await app.dataSource.query(
        `insert into stay (day, worker_no, place_no, started_at, ended_at, evidence)
         values ('2026-03-02', $1, $2, '2026-03-02T08:00:00+07', '2026-03-02T12:00:00+07', 'scan')`,
        [no, line.no],
      );
      await app.dataSource.query(
        `insert into check_in (day, id, worker_no, place_no, organisation_id, direction, at, result, decision, reasons, recorded_by)
         values ('2026-03-02', $1, $2, $3, $4, 'in', '2026-03-02T08:00:00+07', 'accepted', 'allow', '{}', $1)`,
        [newId(), no, line.no, factory.id],
      );
    }
    caseId = (await officer.post('/cases', { workerId: people[0]!.id, sampledOn: '2026-03-03' })).body.id;
    const preset = { near: { minMinutes: 15 }, room: { minMinutes: 15 }, accumulate: 'total' };
    const asOf = '2026-03-04T00:00:00+07:00';
    traceId = (await officer.post('/traces', { caseIds: [caseId], maxLevel: 1, preset, asOf })).body.id;
    await ended(officer, `/traces/${traceId}`);
  });
  const close = () => officer.patch(`/cases/${caseId}`, { status: 'closed' });
  const span = '?from=2026-03-01T00:00:00Z&to=2026-03-05T00:00:00Z';
  const stays = async (caller = officer) => (await caller.get(`/workers/${people[1]!.id}/stays${span}`)).status;

  it('whose scope covers the person; by nobody from the moment it is closed', async () => {
    expect(await stays()).toBe(200);
    expect(await stays(app.as(healthOfficer('27')))).toBe(404);
    await close();
    expect(await stays()).toBe(404);
  });

  it('so a list tells who is in it when its case is closed, and no longer where they were and with whom', async () => {
    const first = async () => (await officer.get(`/traces/${traceId}/contacts`)).body.items[0];
    expect((await first()).because[0].encounters).toHaveLength(1);
    expect((await officer.get(`/traces/${traceId}/graph`)).body.edges).toHaveLength(1);
    await close();
    expect(await first()).toMatchObject({ workerId: people[1]!.id, because: [] });
    expect((await officer.get(`/traces/${traceId}/contacts/${people[1]!.id}`)).body.because).toEqual([]);
    expect((await officer.get(`/traces/${traceId}/graph`)).body.edges).toEqual([]);
    const wish = { kind: 'trace', traceId, format: 'csv', purpose: 'báo cáo' };
    for (const { body } of [await officer.get(`/traces/${traceId}/places`), await officer.post('/exports', wish)])
      expect(body.code).toBe('case_closed');
  });

  it('and check-ins are exported with names for an open case alone, of those whom it covers', async () => {
    await makeWorker(app.dataSource, factory);
    const wish = { kind: 'check-ins', format: 'json', purpose: 'điều tra', filter: { caseId } };
    const { id } = (await officer.post('/exports', wish)).body;
    expect(await ended(officer, `/exports/${id}`)).toMatchObject({ rows: 2, people: 2 });
    const { text } = await officer.get(`/exports/${id}/file`);
    for (const { code } of people) expect(text).toContain(code);
    expect((await app.as(enterpriseAdmin(factory.id)).post('/exports', wish)).status).toBe(403);
    expect((await app.as(healthOfficer('27')).post('/exports', wish)).body.code).toBe('unknown_case');
    await close();
    expect((await officer.post('/exports', wish)).body.code).toBe('unknown_case');
  });
});

describe('an export of many people', () => {
  let own: Caller;
  let id: string;
  const wish = { kind: 'workers', format: 'csv', purpose: 'kiểm tra' };
  beforeEach(async () => {
    await makeWorker(app.dataSource, factory);
    own = app.as(enterpriseAdmin(factory.id));
    const { body, status } = await own.post('/exports', wish);
    expect([status, body.status, body.people]).toEqual([202, 'awaiting_approval', 3]);
    id = body.id;
  });
  const waitingFor = async (actor: Actor) =>
    (await app.as(actor).get('/exports/awaiting-approval?limit=500')).body.items.filter((one: any) => one.id === id)
      .length;

  it('waits for a second person, who might have asked for it', async () => {
    const second = enterpriseAdmin(factory.id);
    expect((await own.post(`/exports/${id}/approve`)).body.code).toBe('second_person_required');
    const stranger = enterpriseAdmin((await makeOrganisation(app.dataSource)).id);
    for (const actor of [stranger, healthOfficer()])
      expect((await app.as(actor).post(`/exports/${id}/approve`)).status).toBe(404);
    expect([await waitingFor(second), await waitingFor(provinceAdmin()), await waitingFor(stranger)]).toEqual([
      1, 1, 0,
    ]);
    const approved = await app.as(second).post(`/exports/${id}/approve`);
    expect(approved.body).toMatchObject({ approval: { decision: 'approved', by: second.userId } });
    expect(await ended(own, `/exports/${id}`)).toMatchObject({ status: 'done', rows: 3 });
    expect((await app.as(second).post(`/exports/${id}/refuse`)).status).toBe(404);
  });

  it('is over when that one refuses', async () => {
    await app.as(provinceAdmin()).post(`/exports/${id}/refuse`);
    expect((await own.get(`/exports/${id}`)).body).toMatchObject({
      status: 'cancelled',
      approval: { decision: 'refused' },
    });
    expect((await own.get(`/exports/${id}/file`)).body.code).toBe('not_ready');
  });

  it('by an officer is for officers of the area and the province', async () => {
    await makeOrganisation(app.dataSource, { unitCode: '27' });
    const asked = await app.as(healthOfficer('219')).post('/exports', { ...wish, kind: 'workers' });
    const decide = async (actor: Actor) => (await app.as(actor).post(`/exports/${asked.body.id}/approve`)).status;
    expect([await decide(healthOfficer('07777')), await decide(healthOfficer('27'))]).toEqual([404, 404]);
    expect(await decide(healthOfficer('24'))).toBe(200);
  });
});

it('an account reads of so many people a day, by role; then it has to wait until tomorrow', async () => {
  const actor = personnel(factory.id);
  const caller = app.as(actor);
  for (const read of [2, 4, 6]) {
    const { status, body } = await caller.get(`/workers?organisationId=${factory.id}`);
    expect([status, body.items?.length, read]).toEqual([200, 2, read]);
  }
  const refused = await caller.get(`/workers?organisationId=${factory.id}`);
  expect(refused.body.code).toBe('too_many_requests');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(86_400);
  expect((await caller.get(`/workers/${people[0]!.id}`)).status).toBe(200);
  expect((await caller.get(`/workers/${people[0]!.id}`)).status).toBe(429);
  expect((await app.as(gateGuard(factory.id)).get(`/workers?organisationId=${factory.id}`)).status).toBe(200);
});

it('small exports count as reading; many of them do not make up for a second person', async () => {
  const caller = app.as(enterpriseAdmin(factory.id));
  const wish = { kind: 'workers', format: 'csv', purpose: 'kiểm tra' };
  const codes = [];
  for (let i = 0; i < 3; i++) codes.push((await caller.post('/exports', wish)).status);
  expect(codes).toEqual([202, 202, 429]);
});
