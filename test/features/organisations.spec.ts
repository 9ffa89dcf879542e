import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { Assignment } from '@app/database';
import { auditor, enterpriseAdmin, gateGuard, healthOfficer, personnel, provinceAdmin } from '../support/actors.js';
import { testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeUnits, makeWorker } from '../support/factories.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp([AccountsModule], { queues: [] });
  await makeUnits(app.dataSource);
});
afterAll(() => app.close());
const admin = () => app.as(provinceAdmin());

it('the province registers an organisation, and it is answered as it was sent', async () => {
  const sent = {
    name: 'Công ty Ánh Dương',
    kind: 'enterprise',
    taxCode: '2400123456',
    unitCode: '219',
    exercise: true,
  };
  const { status, body } = await admin().post('/organisations', sent);
  expect(status).toBe(201);
  expect(body).toMatchObject({ ...sent, address: null });
  expect(body.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect((await admin().get(`/organisations/${body.id}`)).body).toEqual(body);
});

it('a unit that never was is refused, and so is a kind that is none', async () => {
  const sent = { name: 'Trường Hoa Sen', kind: 'school', unitCode: '999' };
  expect((await admin().post('/organisations', sent)).body).toMatchObject({ status: 422, code: 'unknown_unit' });
  const wrong = await admin().post('/organisations', { name: ' ', kind: 'church', unitCode: '24' });
  expect(wrong.body.errors.map(({ path }: { path: string }) => path)).toEqual(['name', 'kind']);
});

it('everybody sees the organisations of the own scope, newest first, page by page', async () => {
  const district = await makeOrganisation(app.dataSource, { unitCode: '219' });
  const commune = await makeOrganisation(app.dataSource, { unitCode: '07777' });
  const elsewhere = await makeOrganisation(app.dataSource, { unitCode: '27' });
  const idsOf = async (actor: Parameters<typeof app.as>[0]) => {
    const ids: string[] = [];
    let cursor = '';
    do {
      const { body } = await app.as(actor).get(`/organisations?limit=2${cursor}`);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    expect(ids).toEqual([...ids].sort().reverse());
    return ids;
  };
  expect(await idsOf(provinceAdmin())).toEqual(expect.arrayContaining([district.id, commune.id, elsewhere.id]));
  expect(await idsOf(healthOfficer('07777'))).toEqual([commune.id]);
  expect(await idsOf(healthOfficer('27'))).toEqual([elsewhere.id]);
  expect(await idsOf(enterpriseAdmin(district.id))).toEqual([district.id]);
});

it('an enterprise changes its name, not its unit and not whether it is real', async () => {
  const organisation = await makeOrganisation(app.dataSource);
  const own = app.as(enterpriseAdmin(organisation.id));
  const path = `/organisations/${organisation.id}`;
  expect((await own.patch(path, { name: 'Tên mới', address: null })).body).toMatchObject({ name: 'Tên mới' });
  expect((await own.patch(path, { exercise: true })).body.code).toBe('forbidden');
  expect((await own.patch(path, { unitCode: '27' })).body.code).toBe('forbidden');
  expect((await own.patch(path, {})).status).toBe(400);
  expect((await admin().patch(path, { unitCode: '27' })).body.unitCode).toBe('27');
  expect((await admin().patch(path, { unitCode: '1' })).body.code).toBe('unknown_unit');
});

it('a site says for whom its rosters fill in stays: who passed a gate, unless it says all', async () => {
  const organisation = await makeOrganisation(app.dataSource);
  const own = app.as(enterpriseAdmin(organisation.id));
  const { body } = await own.post(`/organisations/${organisation.id}/sites`, { name: 'Nhà máy', unitCode: '219' });
  expect(body.rosterFill).toBe('passed-gate');
  const changed = await own.patch(`/sites/${body.id}`, { rosterFill: 'all' });
  expect([changed.status, changed.body]).toEqual([200, { ...body, rosterFill: 'all' }]);
  expect((await own.patch(`/sites/${body.id}`, { rosterFill: 'some' })).status).toBe(400);
  const stranger = app.as(enterpriseAdmin((await makeOrganisation(app.dataSource)).id));
  expect((await stranger.patch(`/sites/${body.id}`, { rosterFill: 'all' })).status).toBe(404);
});

it('sites have codes that are unique in their organisation', async () => {
  const [one, other] = [await makeOrganisation(app.dataSource), await makeOrganisation(app.dataSource)];
  const site = { name: 'Nhà máy 1', code: 'S1', unitCode: '07777', latitude: 21.27, longitude: 106.19 };
  const made = await app.as(enterpriseAdmin(one.id)).post(`/organisations/${one.id}/sites`, site);
  expect(made.body).toMatchObject({ ...site, organisationId: one.id });
  expect((await admin().post(`/organisations/${one.id}/sites`, site)).body.code).toBe('code_taken');
  expect((await admin().post(`/organisations/${other.id}/sites`, site)).status).toBe(201);
  expect((await admin().post(`/organisations/${one.id}/sites`, { ...site, latitude: 91 })).status).toBe(400);
});

it('a guard of one site sees that one', async () => {
  const organisation = await makeOrganisation(app.dataSource);
  const [first, second] = [await makeSite(app.dataSource, organisation), await makeSite(app.dataSource, organisation)];
  const ids = async (actor: Parameters<typeof app.as>[0]) =>
    (await app.as(actor).get(`/organisations/${organisation.id}/sites`)).body.items.map(({ id }: { id: string }) => id);
  expect(await ids(gateGuard(organisation.id, second.id))).toEqual([second.id]);
  expect(await ids(healthOfficer())).toEqual([first.id, second.id]);
});

it('units are listed by parent and by the day on which they were', async () => {
  await app.dataSource.query(`update administrative_unit set valid_to = '2025-06-30' where code = '219'`);
  const codes = async (query: string) =>
    (await app.as(auditor()).get(`/units?${query}`)).body.items.map(({ code }: { code: string }) => code);
  expect(await codes('parentCode=24')).toEqual(['219']);
  expect(await codes('parentCode=24&at=2025-06-30')).toEqual(['219']);
  expect(await codes('parentCode=24&at=2025-07-01')).toEqual([]);
  expect((await app.as(auditor()).get('/units?limit=1')).body).toMatchObject({
    items: [{ code: '07777', name: 'Xã Quang Châu', level: 'commune', parentCode: '219', validFrom: '1997-01-01' }],
    nextCursor: expect.any(String),
  });
  expect((await app.as(auditor()).get('/units?at=2025-02-31')).status).toBe(400);
});

it('the auditor reads who did what, newest first; reading it is in the log too', async () => {
  const actor = provinceAdmin();
  const { body } = await app.as(actor).post('/organisations', { name: 'Trường A', kind: 'school', unitCode: '24' });
  const log = app.as(auditor());
  const found = await log.get(`/audit?subject=organisation:${body.id}`);
  expect(found.body.items).toMatchObject([
    { actorId: actor.userId, role: 'province_admin', action: 'organisation.create' },
  ]);
  const { items } = (await log.get('/audit?action=audit.&limit=1')).body;
  expect(items[0]).toMatchObject({ role: 'auditor', details: { subject: `organisation:${body.id}` } });
  expect((await admin().get('/audit')).status).toBe(403);
});

it('an organisation is told how complete its data are: who works there now, and what is known of them', async () => {
  const organisation = await makeOrganisation(app.dataSource);
  const site = await makeSite(app.dataSource, organisation);
  await makePlace(app.dataSource, site, 'gate');
  const line = await makePlace(app.dataSource, site, 'line');
  const worker = await makeWorker(app.dataSource, organisation);
  await makeWorker(app.dataSource, organisation);
  await makeWorker(app.dataSource, organisation, { status: 'left' });
  const held = { workerNo: worker.no, validFrom: '2026-01-01' };
  await app.dataSource.manager.insert(Assignment, [
    { ...held, kind: 'place', placeNo: line.no },
    { ...held, kind: 'shift', shift: 'Ca 1', validTo: '2026-02-01' },
  ]);
  const { body } = await app.as(personnel(organisation.id)).get(`/organisations/${organisation.id}/completeness`);
  expect(body).toMatchObject({ sites: 1, places: 2, gates: 1, rooms: 0, lastImportAt: null, lastCheckInAt: null });
  expect(body.workers).toEqual({ active: 2, withPhone: 0, withPlace: 1, withShift: 0, withRoom: 0 });
});

it('how complete an organisation is, is no business of another', async () => {
  const [own, other] = [await makeOrganisation(app.dataSource), await makeOrganisation(app.dataSource)];
  const { body } = await app.as(enterpriseAdmin(own.id)).get(`/organisations/${other.id}/completeness`);
  expect(body).toMatchObject({ status: 404, code: 'not_found' });
});
