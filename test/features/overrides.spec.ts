import { AuditEvent, newId, type Organisation, type Place, type Site, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { gateGuard, healthOfficer, personnel, workerActor } from '../support/actors.js';
import { type Answer, type Caller, testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

const NOTE = 'Nguyễn Văn A, test âm tính trên giấy';

let app: TestApp;
let organisation: Organisation;
let site: Site;
let line: Place;
let guard: Caller;
const logged: string[] = [];

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
  app = await testApp([CheckinModule], { queues: ['checkin', 'stays'], environment: { LOG_LEVEL: 'debug' } });
  organisation = await makeOrganisation(app.dataSource, { exercise: true });
  site = await makeSite(app.dataSource, organisation);
  line = await makePlace(app.dataSource, site, 'line', { code: 'L1' });
  guard = app.as(gateGuard(organisation.id, site.id));
});
afterAll(async () => {
  await app.close();
  jest.restoreAllMocks();
});

const seen = async (worker: Worker): Promise<string> => {
  const id = newId();
  const at = '2026-05-12T06:00:00+07:00';
  await guard.post('/check-ins', { id, workerId: worker.id, placeCode: 'L1', direction: 'in', at });
  return id;
};
const isolated = async (): Promise<Worker> => {
  const worker = await makeWorker(app.dataSource, organisation);
  await app.dataSource.query(
    `insert into isolation (id, worker_no, started_at, reason, created_by) values ($1, $2, '2026-05-11', 'f1', $1)`,
    [newId(), worker.no],
  );
  return worker;
};
const override = (id: string, caller = guard, body: object = { decision: 'allow', note: NOTE }): Promise<Answer> =>
  caller.post(`/check-ins/${id}/override`, body);

it('lets in whom the rules stopped, once and on record, and the first answer stays the first', async () => {
  const worker = await isolated();
  const id = await seen(worker);
  const { status, body } = await override(id);
  expect([status, body]).toMatchObject([
    ...[201, { id, decision: 'allow', overriddenDecision: 'stop', reasons: ['isolated'], note: NOTE }],
  ]);
  expect((await override(id)).body.code).toBe('already_overridden');
  const [row] = await app.dataSource.query(
    `select decision, overridden_decision, override_note, overridden_at is not null as dated from check_in where id = $1`,
    [id],
  );
  expect(row).toEqual({ decision: 'allow', overridden_decision: 'stop', override_note: NOTE, dated: true });
  const [first] = await app.dataSource.query('select answer from check_in_key where id = $1', [id]);
  expect(first.answer).toMatchObject({ decision: 'stop', reasons: ['isolated'] });
});

it('makes present who was stopped', async () => {
  const worker = await isolated();
  const id = await seen(worker);
  const stays = () => app.dataSource.query('select place_no from stay where worker_no = $1', [worker.no]);
  expect(await stays()).toEqual([]);
  await override(id);
  expect(await eventually(async () => (await stays()).length > 0 && (await stays()))).toEqual([{ place_no: line.no }]);
});

it('takes a warning back, and nothing that was allowed', async () => {
  const warned = await seen(await makeWorker(app.dataSource, organisation, { status: 'left' }));
  expect((await override(warned)).body).toMatchObject({ overriddenDecision: 'warn', reasons: ['left_company'] });
  const allowed = await seen(await makeWorker(app.dataSource, organisation));
  expect((await override(allowed)).body.code).toBe('nothing_to_override');
});

it('is for those at the gate and above, of this site, with a note', async () => {
  const worker = await isolated();
  const id = await seen(worker);
  const absent = await override(newId());
  const stranger = personnel((await makeOrganisation(app.dataSource, { exercise: true })).id);
  const elsewhere = gateGuard(organisation.id, (await makeSite(app.dataSource, organisation)).id);
  for (const actor of [stranger, elsewhere]) expect((await override(id, app.as(actor))).text).toBe(absent.text);
  for (const actor of [workerActor(organisation.id, worker.id), healthOfficer()])
    expect((await override(id, app.as(actor))).status).toBe(403);
  for (const body of [{ decision: 'allow' }, { decision: 'allow', note: ' ' }, { decision: 'stop', note: NOTE }])
    expect((await override(id, guard, body)).status).toBe(400);
  expect((await override(id, app.as(personnel(organisation.id)))).status).toBe(201);
});

it('writes its note neither into the audit nor into the log', async () => {
  const id = await seen(await isolated());
  await override(id);
  await override(id, guard, { decision: 'deny', note: NOTE });
  const [event] = await app.dataSource.getRepository(AuditEvent).findBy({ subject: `check_in:${id}` });
  expect(event).toMatchObject({ action: 'check_in.override', details: { overriddenDecision: 'stop' } });
  expect(JSON.stringify(event)).not.toContain('Nguyễn');
  expect(logged.join('')).toContain('CheckinModule');
  expect(logged.join('')).not.toContain('âm tính');
});

it('is not for what was taken back', async () => {
  const id = await seen(await isolated());
  await app.as(personnel(organisation.id)).post(`/check-ins/${id}/void`, { reason: 'quét nhầm' });
  expect((await override(id)).body.code).toBe('already_voided');
});

it('tells the enterprise whom the rules stopped on a day, and why, also those whom the guard let in', async () => {
  const [kept, letIn] = [await isolated(), await isolated()];
  const [first, second] = [await seen(kept), await seen(letIn)];
  await override(second);
  await seen(await makeWorker(app.dataSource, organisation));
  const stops = (day: string, actor = personnel(organisation.id)) =>
    app.as(actor).get(`/organisations/${organisation.id}/stops?day=${day}&limit=500`);
  const items: { id: string }[] = (await stops('2026-05-12')).body.items;
  const stopped = { decision: 'stop', reasons: ['isolated'] };
  expect(items.find(({ id }) => id === first)).toMatchObject({ ...stopped, workerId: kept.id, overridden: false });
  expect(items.find(({ id }) => id === second)).toMatchObject({ ...stopped, overridden: true });
  expect((await stops('2026-05-13')).body.items).toEqual([]);
  const stranger = personnel((await makeOrganisation(app.dataSource)).id);
  expect((await stops('2026-05-12', stranger)).status).toBe(404);
});
