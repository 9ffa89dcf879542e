import { dateOfDayNumber, localDayNumber, workingDaysAfter } from '@app/contracts';
import { newId, type Organisation, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { ErasureService } from '../../apps/workers/src/rights/erasure.service.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { enterpriseAdmin, gateGuard, personnel, workerActor } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite } from '../support/factories.js';

let app: TestApp;
let factory: Organisation;
let staff: Caller;
let own: Caller;
let worker: Worker;
beforeAll(async () => void (app = await testApp([WorkersModule, CheckinModule], { queues: [] })));
afterAll(() => app.close());
beforeEach(async () => {
  factory = await makeOrganisation(app.dataSource);
  staff = app.as(personnel(factory.id));
  worker = await employed();
  own = app.as(workerActor(factory.id, worker.id));
});

const day = (daysAgo: number): string => dateOfDayNumber(localDayNumber(Date.now() / 1_000) - daysAgo);
const employed = async (given: object = {}): Promise<Worker> => {
  const facts = { fullName: 'Nguyễn Thị Lan', phone: '0912345678', identityNumber: '024193000123', address: 'Xóm 3' };
  const code = `L${newId().slice(-6)}`;
  const { body } = await app
    .as(enterpriseAdmin(factory.id))
    .post('/workers', { organisationId: factory.id, code, ...facts, ...given });
  return body;
};
const erase = () => app.nest.get(ErasureService).run(new AbortController().signal);
const askedOf = async (of: Worker) => (await staff.get(`/workers/${of.id}/requests`)).body.items;
const sql = (text: string, ...parameters: unknown[]) => app.dataSource.query(text, parameters);

it('everything that is stored about a worker is one request of that worker', async () => {
  const site = await makeSite(app.dataSource, factory);
  await makePlace(app.dataSource, site, 'gate', { code: 'G1' });
  const guard = app.as(gateGuard(factory.id));
  const at = new Date(Date.now() - 60_000).toISOString();
  await guard.post('/check-ins', { id: newId(), workerId: worker.id, placeCode: 'G1', direction: 'in', at });
  await staff.post(`/workers/${worker.id}/doses`, { givenOn: '2026-01-05', vaccine: 'Abdala' });
  await staff.get(`/workers/${worker.id}`);
  const { body, headers } = await own.get(`/workers/${worker.id}/own-data`);
  expect(headers['content-disposition']).toContain('own-data.json');
  expect(body.records[0]).toMatchObject({ fullName: 'Nguyễn Thị Lan', phone: '+84912345678' });
  expect(body).toMatchObject({ checkIns: [{ placeCode: 'G1' }], doses: [{ vaccine: 'Abdala' }], stays: [] });
  expect(body.accesses).toContainEqual(expect.objectContaining({ role: 'personnel', action: 'worker.read' }));
  const colleague = app.as(workerActor(factory.id, (await employed({ identityNumber: null })).id));
  expect((await colleague.get(`/workers/${worker.id}/own-data`)).status).toBe(404);
  expect((await staff.get(`/workers/${worker.id}/own-data`)).status).toBe(403);
});

it('the package is given each time, however many ask for it at once', async () => {
  const asked = await Promise.all(Array.from({ length: 6 }, () => own.get(`/workers/${worker.id}/own-data`)));
  expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 200));
});

it('a correction is asked for by the worker, due in two working days, and made by personnel', async () => {
  const wish = { kind: 'correction', fields: { phone: '0987654321' }, note: 'đổi số' };
  const asked = await own.post(`/workers/${worker.id}/requests`, wish);
  expect(asked.body).toMatchObject({ status: 'open', dueOn: workingDaysAfter(day(0), 2), overdue: false });
  expect((await own.post(`/workers/${worker.id}/requests`, wish)).status).toBe(409);
  const [stored] = await sql('select wish from rights_request where id = $1', asked.body.id);
  expect(stored.wish.toString('latin1')).not.toContain('987654321');
  const [waiting] = (await staff.get('/rights/requests')).body.items;
  expect(waiting).toMatchObject({ id: asked.body.id, fields: { phone: '+84987654321' }, note: 'đổi số' });
  const stranger = app.as(personnel((await makeOrganisation(app.dataSource)).id));
  const decide = (caller: Caller) => caller.post(`/rights/requests/${asked.body.id}/decide`, { decision: 'accepted' });
  expect((await decide(stranger)).status).toBe(404);
  expect((await decide(staff)).body).toMatchObject({ status: 'done', fields: null });
  expect((await staff.get(`/workers/${worker.id}`)).body.phone).toBe('+84987654321');
  expect((await decide(staff)).body.code).toBe('already_finished');
});

it('what is not answered in time is on a list; a refusal says why', async () => {
  const { body } = await own.post(`/workers/${worker.id}/requests`, { kind: 'erasure' });
  const overdue = async () => (await staff.get('/rights/requests?status=overdue')).body.items;
  expect(await overdue()).toEqual([]);
  await sql('update rights_request set due_on = $2 where id = $1', body.id, day(1));
  expect(await overdue()).toMatchObject([{ id: body.id, overdue: true }]);
  const path = `/rights/requests/${body.id}/decide`;
  expect((await staff.post(path, { decision: 'refused' })).status).toBe(400);
  const reason = 'Hợp đồng còn hiệu lực';
  expect((await staff.post(path, { decision: 'refused', reason })).body).toMatchObject({ status: 'refused', reason });
  expect(await overdue()).toEqual([]);
});

it('the end of the contract starts the erasure, which is done when the presence of its last day is gone', async () => {
  const since = { startDate: day(200) };
  const [gone, recent] = [
    await employed({ ...since, endDate: day(30) }),
    await employed({ ...since, endDate: day(5) }),
  ];
  await sql(
    `insert into user_account (id, username, role, full_name, organisation_id, worker_id)
    values ($1, $2, 'worker', 'Nguyễn Thị Lan', $3, $4)`,
    newId(),
    gone.id,
    factory.id,
    gone.id,
  );
  await erase();
  const [left] = await sql('select * from worker where id = $1', gone.id);
  expect(JSON.stringify(left)).not.toMatch(/Lan|912345678|024193000123|Xóm/);
  expect(await sql('select from user_account where worker_id = $1', gone.id)).toEqual([]);
  const [done] = await askedOf(gone);
  expect(done).toMatchObject({ kind: 'erasure', status: 'done', requestedBy: null });
  expect(done.kept.map(({ what }: any) => what)).toEqual(['isolations', 'cases', 'audit']);
  expect(await askedOf(recent)).toMatchObject([{ status: 'accepted', dueOn: day(-17) }]);
  expect(await askedOf(worker)).toEqual([]);
});

it('nothing is erased that an open case or an isolation needs; the reason is on the list', async () => {
  const gone = await employed({ startDate: day(200), endDate: day(60) });
  const caseId = newId();
  await sql(
    `insert into case_record (id, worker_id, sampled_on, created_by) values ($1, $2, $3, $1)`,
    caseId,
    gone.id,
    day(61),
  );
  await erase();
  expect(await askedOf(gone)).toMatchObject([{ status: 'accepted', kept: [{ what: 'cases' }], overdue: true }]);
  expect((await staff.get(`/workers/${gone.id}`)).body.fullName).toBe('Nguyễn Thị Lan');
  await sql(`update case_record set status = 'closed' where id = $1`, caseId);
  await erase();
  expect(await askedOf(gone)).toMatchObject([{ status: 'done' }]);
});

it('whoever comes back before that is not erased', async () => {
  const back = await employed({ startDate: day(200), endDate: day(5) });
  await erase();
  await staff.patch(`/workers/${back.id}`, { status: 'active' });
  await erase();
  expect(await askedOf(back)).toMatchObject([{ status: 'withdrawn' }]);
});
