import { Place } from '@app/database';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { enterpriseAdmin, gateGuard, healthOfficer, personnel, provinceAdmin } from '../support/actors.js';
import { testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite } from '../support/factories.js';

let app: TestApp;
beforeAll(async () => (app = await testApp([AccountsModule], { queues: [] })));
afterAll(() => app.close());
const admin = () => app.as(provinceAdmin());

async function factory() {
  const organisation = await makeOrganisation(app.dataSource);
  const site = await makeSite(app.dataSource, organisation);
  const bulk = (items: unknown[]) =>
    app.as(enterpriseAdmin(organisation.id)).post(`/sites/${site.id}/places/bulk`, items);
  return { organisation, site, own: app.as(enterpriseAdmin(organisation.id)), bulk };
}
const line = (code: string, parentCode?: string) => ({ kind: 'line', name: `Chuyền ${code}`, code, parentCode });

it('a place without a parent stands directly under the site, another under its parent', async () => {
  const { own, site, organisation } = await factory();
  const shop = await own.post(`/sites/${site.id}/places`, {
    kind: 'workshop',
    name: 'Xưởng 1',
    code: 'X1',
    capacity: 400,
  });
  expect(shop.status).toBe(201);
  expect(shop.body).toMatchObject({ kind: 'workshop', code: 'X1', capacity: 400, parentId: null, siteId: site.id });
  const below = await own.post(`/sites/${site.id}/places`, { ...line('L1'), parentId: shop.body.id });
  expect(below.body).toMatchObject({ parentId: shop.body.id, parentCode: 'X1', organisationId: organisation.id });
});

it('a code is used once in an organisation, whichever its site; kinds and parents must be known', async () => {
  const { own, organisation, site } = await factory();
  const second = await makeSite(app.dataSource, organisation);
  const elsewhere = await makePlace(app.dataSource, second, 'workshop');
  const post = (body: object, where = site) => own.post(`/sites/${where.id}/places`, body);
  expect((await post(line('L1'))).status).toBe(201);
  expect((await post(line('L1'), second)).body).toMatchObject({ status: 409, code: 'code_taken' });
  expect((await post({ ...line('L2'), parentId: elsewhere.id })).body.code).toBe('unknown_parent');
  const kind = await post({ ...line('L3'), kind: 'chapel' });
  expect(kind.body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'kind' }] });
});

it('a bulk of 5,000 comes in one go, parents in any order, and is answered in its order', async () => {
  const { bulk, own, site } = await factory();
  const items = Array.from({ length: 5_000 }, (_, i) => line(`L${i}`, i < 4_900 ? `L${4_900 + (i % 100)}` : undefined));
  const { status, body } = await bulk(items);
  expect(status).toBe(201);
  expect(body.items.map(({ code }: { code: string }) => code)).toEqual(items.map(({ code }) => code));
  expect(body.items[0]).toMatchObject({ parentCode: 'L4900', parentId: body.items[4_900].id });
  expect((await bulk([...items, line('X')])).status).toBe(400);
  const page = await own.get(`/sites/${site.id}/places?limit=500`);
  expect(page.body.items).toHaveLength(500);
  const next = await own.get(`/sites/${site.id}/places?limit=500&cursor=${page.body.nextCursor}`);
  expect(next.body.items[0].code).toBe('L500');
});

it('a bulk with faults names each by its index and stores nothing', async () => {
  const { bulk, site } = await factory();
  await bulk([line('OLD')]);
  const { status, body } = await bulk([line('A', 'nowhere'), line('OLD'), line('B'), line('B'), line('C', 'C')]);
  expect(status).toBe(422);
  expect(body.code).toBe('unknown_parent');
  expect(body.errors.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
    ['0.parentCode', 'unknown_parent'],
    ['1.code', 'code_taken'],
    ['3.code', 'code_taken'],
    ['4.parentCode', 'place_cycle'],
  ]);
  expect(await app.dataSource.getRepository(Place).countBy({ siteId: site.id })).toBe(1);
});

it('of two bulks with the same code at once one is stored and one refused', async () => {
  const { bulk, site } = await factory();
  const answers = await Promise.all([bulk([line('A'), line('B', 'A')]), bulk([line('A'), line('C', 'A')])]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await app.dataSource.getRepository(Place).countBy({ siteId: site.id })).toBe(2);
});

it('moving a place is dated, and a place cannot come to stand in itself', async () => {
  const { bulk, own } = await factory();
  const [hall, shop, l1] = (await bulk([line('HALL'), line('SHOP', 'HALL'), line('L1', 'SHOP')])).body.items;
  const moved = await own.patch(`/places/${l1.id}`, { name: 'Chuyền một', parentId: hall.id });
  expect(moved.body).toMatchObject({ name: 'Chuyền một', parentId: hall.id, parentCode: 'HALL' });
  expect((await own.patch(`/places/${hall.id}`, { parentId: l1.id })).body.code).toBe('place_cycle');
  expect((await own.patch(`/places/${hall.id}`, { parentId: hall.id })).body.code).toBe('place_cycle');
  expect((await own.patch(`/places/${l1.id}`, { parentId: null })).body.parentId).toBeNull();
  const moves = await app.dataSource.query(
    'select from_parent_id, to_parent_id from place_move where place_id = $1 order by id',
    [l1.id],
  );
  expect(moves).toEqual([
    { from_parent_id: shop.id, to_parent_id: hall.id },
    { from_parent_id: hall.id, to_parent_id: null },
  ]);
});

it('two moves that together would make a circle do not both happen', async () => {
  const { bulk, own } = await factory();
  const [a, b] = (await bulk([line('A'), line('B')])).body.items;
  const answers = await Promise.all([
    own.patch(`/places/${a.id}`, { parentId: b.id }),
    own.patch(`/places/${b.id}`, { parentId: a.id }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
});

it('shared places belong to a unit: its officers make and change them, enterprises of the province read them', async () => {
  const { own, organisation } = await factory();
  const officer = app.as(healthOfficer('219'));
  const items = [
    { kind: 'lodging-room', name: 'Phòng 1', code: 'NT-9-01', parentCode: 'NT-9', capacity: 3 },
    { kind: 'lodging-house', name: 'Nhà trọ 9', code: 'NT-9' },
  ];
  const { body } = await officer.post('/units/07777/places/bulk', items);
  expect(body.items[0]).toMatchObject({ unitCode: '07777', siteId: null, parentId: body.items[1].id });
  expect((await officer.post('/units/07777/places', { kind: 'bus', name: 'Xe 1', code: 'XE-1' })).status).toBe(201);
  expect((await officer.post('/units/07777/places', { kind: 'bus', name: 'Xe 1', code: 'XE-1' })).status).toBe(409);
  expect((await own.get('/units/07777/places')).body.items).toHaveLength(3);
  expect((await app.as(gateGuard(organisation.id)).get('/units/27/places')).status).toBe(404);
  expect((await officer.patch(`/places/${body.items[1].id}`, { name: 'Nhà trọ Hoa' })).body.name).toBe('Nhà trọ Hoa');
  expect((await own.patch(`/places/${body.items[1].id}`, { name: 'x' })).status).toBe(404);
});

it('an officer of another unit, and an officer at an organisation’s place, change nothing', async () => {
  const { organisation, site } = await factory();
  const [place, shared] = [await makePlace(app.dataSource, site, 'line'), await makeSharedPlace(app.dataSource, 'bus')];
  expect((await app.as(healthOfficer('27')).post('/units/219/places', line('X'))).status).toBe(404);
  expect((await app.as(healthOfficer('27')).patch(`/places/${shared.id}`, { name: 'x' })).status).toBe(404);
  expect((await app.as(healthOfficer('24')).patch(`/places/${place.id}`, { name: 'x' })).body.code).toBe('forbidden');
  expect((await app.as(personnel(organisation.id)).post(`/sites/${site.id}/places`, line('X'))).status).toBe(403);
  expect((await admin().patch(`/places/${place.id}`, { capacity: 12 })).body.capacity).toBe(12);
});
