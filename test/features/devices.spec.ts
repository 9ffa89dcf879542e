import { isoOf } from '@app/contracts';
import { newId, type Organisation, type Site, type Worker } from '@app/database';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { stepAt, totp } from '../../apps/checkin/src/codes/steps.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { enterpriseAdmin, gateGuard, personnel, workerActor } from '../support/actors.js';
import { type Answer, type Caller, testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

let app: TestApp;
let organisation: Organisation;
let site: Site;
let worker: Worker;
let admin: Caller;

beforeAll(async () => {
  app = await testApp([AccountsModule, WorkersModule, CheckinModule], { queues: [] });
  organisation = await makeOrganisation(app.dataSource);
  site = await makeSite(app.dataSource, organisation);
  await makePlace(app.dataSource, site, 'gate', { code: 'G1' });
  worker = await makeWorker(app.dataSource, organisation);
  admin = app.as(enterpriseAdmin(organisation.id));
});
afterAll(() => app.close());

const path = (of = organisation) => `/organisations/${of.id}/devices`;
const invited = async (given: object = {}): Promise<any> =>
  (await admin.post(path(), { name: 'Cổng chính', siteId: site.id, ...given })).body;
const enrol = (code: string): Promise<Answer> => app.as().post('/devices/enrol', { code });
const enrolled = async (): Promise<any> => (await enrol((await invited()).enrolmentCode)).body;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const seen = (given: object = {}) => ({
  ...{ id: newId(), placeCode: 'G1', workerId: worker.id, direction: 'in', at: new Date().toISOString() },
  ...given,
});
const send = (token: string, body: object = seen()) => app.as().post('/check-ins', body, bearer(token));

it('a device is enrolled with a code that is shown once and is good once', async () => {
  const device = await invited();
  expect(device).toMatchObject({ name: 'Cổng chính', siteId: site.id, placeId: null, enrolledAt: null });
  const [first, second] = await Promise.all([enrol(device.enrolmentCode), enrol(device.enrolmentCode)]);
  expect([first.status, second.status].sort()).toEqual([200, 422]);
  expect([first, second].find(({ status }) => status === 422)!.body.code).toBe('enrolment_invalid');
  const { items } = (await admin.get(path())).body;
  expect(items[0]).toMatchObject({ id: device.id, enrolledAt: expect.any(String) });
  expect(JSON.stringify(items)).not.toMatch(/token|Code|tvd_/);
});

it('a code is good for ten minutes, and not after its device was revoked', async () => {
  const [late, gone] = [await invited(), await invited()];
  await app.dataSource.query(`update device set code_expires_at = now() where id = $1`, [late.id]);
  await admin.delete(`/devices/${gone.id}`);
  for (const { enrolmentCode } of [late, gone]) expect((await enrol(enrolmentCode)).status).toBe(422);
});

it('a device checks in at its own site, in its own name, and the list tells when it was last seen', async () => {
  const { id, token } = await enrolled();
  const body = seen({ deviceId: 'what it calls itself' });
  expect((await send(token, body)).body).toMatchObject({ id: body.id, decision: 'allow' });
  const [row] = await app.dataSource.query('select device_id, recorded_by from check_in where id = $1', [body.id]);
  expect(row).toEqual({ device_id: id, recorded_by: id });
  await makePlace(app.dataSource, await makeSite(app.dataSource, organisation), 'gate', { code: 'G9' });
  expect((await send(token, seen({ placeCode: 'G9' }))).body.code).toBe('unknown_place');
  const listed = (await app.as(personnel(organisation.id)).get(path())).body.items;
  expect(listed.find((one: any) => one.id === id).lastSeenAt).not.toBeNull();
});

it('a device can do nothing else that a guard can', async () => {
  const { token } = await enrolled();
  for (const url of [`/organisations/${organisation.id}`, `/workers/${worker.id}`, '/auth/me', path()])
    expect((await app.as().get(url, bearer(token))).status).toBe(403);
});

it('a revoked device is a stranger within a second, also with what it recorded before', async () => {
  const { id, token } = await enrolled();
  expect((await send(token)).status).toBe(201);
  expect((await admin.delete(`/devices/${id}`)).status).toBe(204);
  await eventually(async () => (await send(token)).status === 401, 1_000);
  expect((await send('tvd_never-given-out')).status).toBe(401);
  expect((await admin.get(path())).body.items.find((one: any) => one.id === id).revokedAt).not.toBeNull();
});

it('what a device sent is known when another takes its place', async () => {
  const [first, second] = [await enrolled(), await enrolled()];
  const body = seen();
  await send(first.token, body);
  const again = await send(second.token, body);
  expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
});

it('a phone’s code that a device took without a network is verified as of then; from anybody else it came too late', async () => {
  const self = app.as(workerActor(organisation.id, worker.id));
  const { handle, secret } = (await self.post(`/workers/${worker.id}/personal-code`)).body;
  const shown = Math.floor(Date.now() / 1_000) - 2 * 3_600;
  const badge = `${handle}.${totp(Buffer.from(secret, 'base64url'), stepAt(shown))}`;
  const batch = () => ({
    sentAt: new Date().toISOString(),
    items: [{ id: newId(), placeCode: 'G1', badge, direction: 'in', deviceAt: isoOf(shown), offline: true }],
  });
  const { token } = await enrolled();
  const guard = app.as(gateGuard(organisation.id));
  expect((await guard.post('/check-ins/batch', batch())).body.items[0].error.code).toBe('code_expired');
  const taken = await app.as().post('/check-ins/batch', batch(), bearer(token));
  expect(taken.body.items[0]).toMatchObject({ result: 'accepted', decision: 'allow' });
});

it('devices are their organisation’s', async () => {
  const other = await makeOrganisation(app.dataSource);
  const foreign = await makeSite(app.dataSource, other);
  expect((await invited({ siteId: foreign.id })).code).toBe('unknown_site');
  expect((await invited({ placeId: newId() })).code).toBe('unknown_place');
  const { id } = await invited();
  const stranger = app.as(enterpriseAdmin(other.id));
  expect((await stranger.get(path())).status).toBe(404);
  expect((await stranger.delete(`/devices/${id}`)).status).toBe(404);
  expect((await app.as(gateGuard(organisation.id)).post(path(), {})).status).toBe(403);
});
