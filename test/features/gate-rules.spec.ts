import { newId, type Organisation, type Site, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { enterpriseAdmin, gateGuard, healthOfficer, personnel, provinceAdmin } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

const AT = '2026-05-12T06:00:00+07:00';

let app: TestApp;
let organisation: Organisation;
let site: Site;
let guard: Caller;
let admin: Caller;
beforeAll(async () => (app = await testApp([CheckinModule], { queues: [] })));
afterAll(() => app.close());
beforeEach(async () => {
  organisation = await makeOrganisation(app.dataSource, { exercise: true });
  site = await makeSite(app.dataSource, organisation);
  await makePlace(app.dataSource, site, 'gate', { code: 'G1' });
  guard = app.as(gateGuard(organisation.id));
  admin = app.as(enterpriseAdmin(organisation.id));
});

const worker = (given: Partial<Worker> = {}) => makeWorker(app.dataSource, organisation, given);
const passing = ({ id: workerId }: Worker, given: object = {}) => ({
  ...{ id: newId(), workerId, placeCode: 'G1', direction: 'in', at: AT, ...given },
});
/** The decision and its reasons for somebody at the gate. */
async function decision(of: Worker, given: object = {}): Promise<string> {
  const { body } = await guard.post('/check-ins', passing(of, given));
  return [body.decision, ...body.reasons].join(' ');
}
const tested = ({ no }: Worker, result: string, sampledAt: string) =>
  app.dataSource.query(
    `insert into health_test (worker_no, kind, sampled_at, result, recorded_by) values ($1, 'pcr', $2, $3, uuid_v7())`,
    [no, sampledAt, result],
  );
const declared = ({ no }: Worker, symptoms: boolean, at: string) =>
  app.dataSource.query(
    `insert into health_declaration (worker_no, declared_at, symptoms, recorded_by) values ($1, $2, $3, uuid_v7())`,
    [no, at, symptoms],
  );
const own = (...items: object[]) => admin.put(`/organisations/${organisation.id}/gate-rules`, { items });
const rule = (reason: string, given: object = {}) => ({ reason, decision: 'warn', ...given });

it('stops whose last result was positive, whichever record of the person it was, until one is negative', async () => {
  const one = await worker();
  const elsewhere = await makeOrganisation(app.dataSource, { exercise: true });
  const second = await makeWorker(app.dataSource, elsewhere, { personNo: one.personNo });
  await tested(one, 'negative', '2026-05-01T08:00:00+07:00');
  await tested(second, 'positive', '2026-05-10T08:00:00+07:00');
  await tested(one, 'pending', '2026-05-11T08:00:00+07:00');
  expect(await decision(one)).toBe('stop positive_test');
  await tested(second, 'negative', '2026-05-12T07:00:00+07:00');
  expect(await decision(one)).toBe('stop positive_test');
  expect(await decision(one, { at: '2026-05-12T08:00:00+07:00' })).toBe('allow');
  expect(await decision(one, { at: '2026-05-09T08:00:00+07:00' })).toBe('allow');
});

it('stops who declared symptoms, until there are none any more', async () => {
  const one = await worker();
  await declared(one, true, '2026-05-11T20:00:00+07:00');
  expect(await decision(one)).toBe('stop symptoms_declared');
  await declared(one, false, '2026-05-12T05:00:00+07:00');
  expect(await decision(one)).toBe('allow');
});

it('asks for tests and declarations only where a rule wants them', async () => {
  const one = await worker();
  expect(await decision(one)).toBe('allow');
  const rules = [
    rule('test_overdue', { parameters: { maxAgeDays: 5 } }),
    rule('declaration_missing', { decision: 'stop' }),
  ];
  expect((await own(...rules)).status).toBe(200);
  expect(await decision(one)).toBe('stop declaration_missing test_overdue');
  await tested(one, 'invalid', '2026-05-12T05:00:00+07:00');
  await declared(one, false, '2026-05-12T05:30:00+07:00');
  expect(await decision(one)).toBe('warn test_overdue');
  await tested(one, 'pending', '2026-05-07T05:00:00+07:00');
  expect(await decision(one)).toBe('allow');
});

it('warns at a site where somebody does not belong, by record, assignment, roster or route', async () => {
  const other = await makeSite(app.dataSource, organisation);
  const line = await makePlace(app.dataSource, site, 'line');
  const away = () => worker({ siteId: other.id });
  const [stray, assigned, rostered, roamer] = [await away(), await away(), await away(), await away()];
  const anybody = await worker();
  const put = (sql: string, of: Worker) => app.dataSource.query(sql, [of.no, line.no]);
  await put(
    `insert into assignment (worker_no, kind, place_no, valid_from) values ($1, 'place', $2, '2026-05-12')`,
    assigned,
  );
  await put(`insert into roster_day (worker_no, day, shift, place_no) values ($1, '2026-05-12', 'A', $2)`, rostered);
  await put(
    `insert into route_stop (worker_no, valid_from, position, place_no) values ($1, '2026-05-01', 1, $2)`,
    roamer,
  );
  expect(await decision(stray)).toBe('warn wrong_site');
  for (const one of [assigned, rostered, roamer, anybody]) expect(await decision(one)).toBe('allow');
  expect(await decision(assigned, { at: '2026-05-11T06:00:00+07:00' })).toBe('warn wrong_site');
});

it('knows the own shift by roster, assignment and the hours that the organisation gives it', async () => {
  const one = await worker();
  await own(rule('other_shift', { parameters: { graceMinutes: 30 } }));
  expect(await decision(one)).toBe('allow');
  await app.dataSource.query(
    `insert into assignment (worker_no, kind, shift, valid_from) values ($1, 'shift', 'B', '2026-01-01')`,
    [one.no],
  );
  expect(await decision(one)).toBe('warn other_shift');
  expect(await decision(one, { at: '2026-05-12T13:40:00+07:00' })).toBe('allow');
  await app.dataSource.query(`insert into roster_day (worker_no, day, shift) values ($1, '2026-05-12', 'A')`, [one.no]);
  expect(await decision(one)).toBe('allow');
  await app.dataSource.query(`update roster_day set shift = null where worker_no = $1`, [one.no]);
  expect(await decision(one)).toBe('warn other_shift');
  await app.dataSource.query(`update roster_day set shift = 'X' where worker_no = $1`, [one.no]);
  await app.dataSource.query(`insert into shift_pattern values ($1, 'X', 330, 800, null, '{2}', '2026-05-01', null)`, [
    organisation.id,
  ]);
  expect(await decision(one)).toBe('allow'); // a Tuesday
});

it('decides a batch of many by one look, each at its own time', async () => {
  const workers = await Promise.all(Array.from({ length: 20 }, () => worker()));
  for (const [index, one] of workers.entries())
    if (index % 2) await tested(one, 'positive', '2026-05-12T06:00:10+07:00');
  const items = workers.flatMap((one) => [passing(one), passing(one, { at: '2026-05-12T06:00:20+07:00' })]);
  const { body } = await guard.post('/check-ins/batch', { items });
  expect(body.items.map(({ decision }: any) => decision)).toEqual(
    workers.flatMap((_, index) => ['allow', index % 2 ? 'stop' : 'allow']),
  );
});

it("shows an organisation's rules beside the province's, and replaces its own alone", async () => {
  const items = [
    rule('left_company', { decision: 'stop', validFrom: '2026-01-01' }),
    rule('isolated', { enabled: false }),
  ];
  const { body } = await own(...items);
  const ours = body.items.filter(({ organisationId }: any) => organisationId !== null);
  expect(ours).toMatchObject([
    { organisationId: organisation.id, reason: 'isolated', enabled: false, parameters: {}, validTo: null },
    { organisationId: organisation.id, reason: 'left_company', decision: 'stop', validFrom: '2026-01-01' },
  ]);
  expect((await admin.get(`/gate-rules?organisationId=${organisation.id}`)).body).toEqual(body);
  expect((await app.as(provinceAdmin()).get('/gate-rules')).body.items).toHaveLength(9);
  expect(await decision(await worker({ status: 'left' }))).toBe('stop left_company');
  await own();
  expect(await decision(await worker({ status: 'left' }))).toBe('warn left_company');
  expect(await decision(await worker({ endDate: '2026-05-11' }))).toBe('warn left_company');
});

it('lets no organisation open its gates to whom the province isolates', async () => {
  const one = await worker();
  await app.dataSource.query(
    `insert into isolation (id, worker_no, started_at, reason, created_by) values ($1, $2, '2026-05-11', 'f1', $1)`,
    [newId(), one.no],
  );
  await own(rule('isolated', { enabled: false }));
  expect(await decision(one)).toBe('stop isolated');
  await own();
});

it('refuses unknown reasons and parameters, one rule twice, and whom the rules are no business of', async () => {
  expect((await own(rule('rain'))).body.errors[0].path).toBe('items.0.reason');
  expect((await own(rule('isolated', { parameters: { x: 1 } }))).status).toBe(400);
  expect((await own(rule('isolated'), rule('isolated'))).body.errors[0].path).toBe('items.1.reason');
  const path = `/organisations/${organisation.id}/gate-rules`;
  expect((await app.as(personnel(organisation.id)).put(path, { items: [] })).status).toBe(403);
  expect((await app.as(healthOfficer('219')).get(`/gate-rules?organisationId=${organisation.id}`)).status).toBe(200);
  expect((await guard.get('/gate-rules')).status).toBe(403);
  const stranger = app.as(enterpriseAdmin((await makeOrganisation(app.dataSource, { exercise: true })).id));
  const absent = await stranger.put(`/organisations/${newId()}/gate-rules`, { items: [] });
  expect((await stranger.put(path, { items: [] })).text).toBe(absent.text);
});
