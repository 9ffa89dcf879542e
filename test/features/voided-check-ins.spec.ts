import { newId, type Organisation, type Place, type Site, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { enterpriseAdmin, gateGuard, personnel } from '../support/actors.js';
import { type Answer, type Caller, testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

let app: TestApp;
let organisation: Organisation;
let site: Site;
let line: Place;
let staff: Caller;

beforeAll(async () => {
  app = await testApp([CheckinModule], { queues: ['checkin', 'stays'] });
  organisation = await makeOrganisation(app.dataSource);
  site = await makeSite(app.dataSource, organisation);
  line = await makePlace(app.dataSource, site, 'line', { code: 'L1' });
  staff = app.as(personnel(organisation.id));
});
afterAll(() => app.close());

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
async function seen(worker: Worker, direction: string, minutes: number): Promise<string> {
  const body = { id: newId(), placeCode: 'L1', workerId: worker.id, direction, at: ago(minutes) };
  expect((await staff.post('/check-ins', body)).status).toBe(201);
  return body.id;
}
const takeBack = (id: string, by = staff): Promise<Answer> => by.post(`/check-ins/${id}/void`, { reason: 'quét nhầm' });
const rowOf = async (id: string) =>
  (await app.dataSource.query('select direction, voided_by, void_reason from check_in where id = $1', [id]))[0];

it('a wrong check-in is taken back once, stays on record, and the log has it without the reason', async () => {
  const id = await seen(await makeWorker(app.dataSource, organisation), 'in', 90);
  const answers = await Promise.all([takeBack(id), takeBack(id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)!.body.code).toBe('already_voided');
  const { voidedBy } = answers.find(({ status }) => status === 200)!.body;
  expect(await rowOf(id)).toEqual({ direction: 'in', voided_by: voidedBy, void_reason: 'quét nhầm' });
  const log = await app.dataSource.query(`select details from audit_event where subject = $1`, [`check_in:${id}`]);
  expect(log).toEqual([{ details: {} }]);
});

it('no stay rests on it', async () => {
  const worker = await makeWorker(app.dataSource, organisation);
  const stays = async () => (await app.dataSource.query('select from stay where worker_no = $1', [worker.no])).length;
  const id = await seen(worker, 'in', 90);
  await seen(worker, 'out', 30);
  await eventually(async () => (await stays()) > 0);
  await takeBack(id);
  await eventually(async () => (await stays()) === 0);
});

it('nobody is inside by it, and the next scan does not go by it', async () => {
  const worker = await makeWorker(app.dataSource, organisation);
  const inside = async () =>
    (await staff.get(`/sites/${site.id}/occupancy`)).body.places.find((one: any) => one.placeId === line.id).inside;
  const before = await inside();
  const id = await seen(worker, 'in', 20);
  expect(await inside()).toBe(before + 1);
  await takeBack(id);
  expect(await inside()).toBe(before);
  expect((await rowOf(await seen(worker, 'scan', 1))).direction).toBe('in');
});

it('only the organisation’s staff take back, and of their own site', async () => {
  const id = await seen(await makeWorker(app.dataSource, organisation), 'in', 10);
  const other = await makeOrganisation(app.dataSource);
  expect((await takeBack(id, app.as(enterpriseAdmin(other.id)))).status).toBe(404);
  expect((await takeBack(newId())).status).toBe(404);
  expect((await takeBack(id, app.as(gateGuard(organisation.id)))).status).toBe(403);
  const elsewhere = { ...personnel(organisation.id), scope: { organisationId: organisation.id, siteId: newId() } };
  expect((await takeBack(id, app.as(elsewhere))).status).toBe(404);
  expect((await staff.post(`/check-ins/${id}/void`, { reason: ' ' })).status).toBe(400);
});
