import { parseInstant } from '@app/contracts';
import { newId, type Organisation, type Place, type Site, type Worker } from '@app/database';
import { requeue } from '@app/queue';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { enterpriseAdmin, gateGuard, healthOfficer, provinceAdmin } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from '../support/factories.js';
import { makeProximity, makeStays } from '../support/worlds-in-database.js';

const DAY = '2021-05-20';
const at = (text: string): number => parseInstant(`2021-05-${text}:00+07:00`)!;
const QUARTER = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' };

let app: TestApp;
let officer: Caller;
let factory: Organisation;
let site: Site;
let lines: Place[];
let bus: Place;

beforeAll(async () => {
  app = await testApp([TracingModule], { queues: ['networks'] });
  await loadReferenceData(app.dataSource);
  officer = app.as(healthOfficer('219'));
});
afterAll(() => app.close());

/** Every test has a factory of its own: a site with two lines, and a bus that anybody may take. */
beforeEach(async () => {
  factory = await makeOrganisation(app.dataSource);
  site = await makeSite(app.dataSource, factory);
  const workshop = await makePlace(app.dataSource, site, 'workshop');
  lines = [
    await makePlace(app.dataSource, site, 'line', { parentId: workshop.id }),
    await makePlace(app.dataSource, site, 'line', { parentId: workshop.id }),
  ];
  bus = await makeSharedPlace(app.dataSource, 'bus');
});

const workers = (count: number, of = factory): Promise<Worker[]> =>
  Promise.all(Array.from({ length: count }, () => makeWorker(app.dataSource, of)));
const stay = (who: Worker[], place: Place, from: string, to: string): Promise<void> =>
  makeStays(
    app.dataSource,
    who.map(({ no }) => ({ workerNo: no, placeNo: place.no, from: at(from), to: at(to), evidence: 'scan' })),
  );

async function network(wish: object = {}, caller = officer): Promise<any> {
  const body = { siteId: site.id, from: DAY, to: DAY, preset: QUARTER, ...wish };
  const answer = await caller.post('/networks', body);
  expect(answer).toMatchObject({ status: 202, body: { siteId: site.id, progress: 0, days: [] } });
  return ended(caller, `/networks/${answer.body.id}`);
}
const placesOf = async (id: string, query = ''): Promise<any[]> =>
  (await officer.get(`/networks/${id}/places${query}`)).body.items;

it('finds the shared bus that alone connects two lines, and counts nobody of elsewhere', async () => {
  const [first, second] = [await workers(3), await workers(4)];
  const [stranger] = await workers(1, await makeOrganisation(app.dataSource));
  await stay(first, lines[0]!, '20T08:00', '20T16:00');
  await stay(second, lines[1]!, '20T08:00', '20T16:00');
  await stay([first[0]!, second[0]!, stranger!], bus, '20T07:00', '20T07:30');
  const { id, status, days } = await network();
  expect({ status, days }).toEqual({
    status: 'done',
    days: [{ day: DAY, persons: 7, pairs: 3 + 6 + 1, parts: 1, largestPart: 7, alone: 0 }],
  });
  const figures = (place: Place) => ({ day: DAY, placeId: place.id, placeName: place.name, kind: place.kind });
  expect(await placesOf(id)).toEqual([
    { ...figures(lines[1]!), persons: 4, contacts: 6, joins: 0, joinedPersons: 0 },
    { ...figures(lines[0]!), persons: 3, contacts: 3, joins: 0, joinedPersons: 0 },
    { ...figures(bus), persons: 2, contacts: 1, joins: 2, joinedPersons: 7 },
  ]);
});

it('is one network a day, and an empty day is told as such', async () => {
  await stay(await workers(2), lines[0]!, '20T22:00', '21T06:00');
  await stay(await workers(1), lines[1]!, '21T08:00', '21T09:00');
  const { days } = await network({ from: '2021-05-19', to: '2021-05-21' });
  expect(days.map(({ day, persons, pairs, alone }: any) => [day, persons, pairs, alone])).toEqual([
    ['2021-05-19', 0, 0, 0],
    ['2021-05-20', 2, 1, 0],
    ['2021-05-21', 3, 1, 1],
  ]);
});

it('unites what a pair did at several places and near each other, and leaves isolation out', async () => {
  const [a, b, c] = await workers(3);
  await stay([a!, b!], lines[0]!, '20T08:00', '20T08:08');
  await makeProximity(app.dataSource, [{ a: a!.no, b: b!.no, from: at('20T12:00'), to: at('20T12:08') }]);
  await stay([a!, c!], lines[1]!, '20T10:00', '20T12:00');
  await app.dataSource.query(
    `insert into isolation (id, worker_no, started_at, reason, created_by) values ($1, $2, $3, 'test', $1)`,
    [newId(), c!.no, '2021-05-20T00:00:00+07:00'],
  );
  const { id, days } = await network();
  expect(days[0]).toMatchObject({ persons: 2, pairs: 1, largestPart: 2 });
  expect((await placesOf(id)).map(({ persons, contacts }) => [persons, contacts])).toEqual([
    [2, 0],
    [1, 0],
  ]);
});

it('uses the preset in force on the last day: in the same closed space, workshops are the places', async () => {
  await stay(await workers(2), lines[0]!, '20T08:00', '20T08:05');
  await stay(await workers(1), lines[1]!, '20T08:00', '20T08:05');
  const { id, preset, days } = await network({ preset: undefined });
  expect(preset.id).toBe('vn-3638');
  expect(days[0].pairs).toBe(3);
  expect(await placesOf(id)).toMatchObject([{ kind: 'workshop', persons: 3, contacts: 3 }]);
});

it('counts a line once that was moved on the day', async () => {
  const { id: to } = await makePlace(app.dataSource, site, 'workshop');
  await app.dataSource.query(
    `insert into place_move (place_id, from_parent_id, to_parent_id, moved_at, moved_by) values ($1, $2, $3, $4, $1)`,
    [lines[0]!.id, to, lines[0]!.parentId, '2021-05-20T12:00:00+07:00'],
  );
  const people = await workers(2);
  await stay(people, lines[0]!, '20T08:00', '20T09:00');
  await stay(people, lines[0]!, '20T14:00', '20T15:00');
  expect(await placesOf((await network()).id)).toMatchObject([{ placeId: lines[0]!.id, persons: 2, contacts: 1 }]);
});

it('does not name places of other organisations, though they connect', async () => {
  const elsewhere = await makePlace(
    app.dataSource,
    await makeSite(app.dataSource, await makeOrganisation(app.dataSource)),
    'line',
  );
  const [first, second] = [await workers(2), await workers(2)];
  await stay(first, lines[0]!, '20T08:00', '20T09:00');
  await stay(second, lines[1]!, '20T08:00', '20T09:00');
  await stay([first[0]!, second[0]!], elsewhere, '20T19:00', '20T20:00');
  const { id, days } = await network();
  expect(days[0]).toMatchObject({ pairs: 3, parts: 1 });
  expect((await placesOf(id)).map(({ placeId }) => placeId).sort()).toEqual(lines.map((line) => line.id).sort());
});

it('gives places in pages, most contacts first, of one day where that is asked for', async () => {
  await stay(await workers(3), lines[0]!, '20T08:00', '21T10:00');
  await stay(await workers(2), lines[1]!, '20T08:00', '21T10:00');
  const { id } = await network({ to: '2021-05-21' });
  const first = await officer.get(`/networks/${id}/places?limit=3`);
  const rest = await officer.get(`/networks/${id}/places?limit=3&cursor=${first.body.nextCursor}`);
  const keys = [...first.body.items, ...rest.body.items].map(({ contacts, day }: any) => [contacts, day]);
  expect(keys).toEqual([3, 1].flatMap((contacts) => [DAY, '2021-05-21'].map((day) => [contacts, day])));
  expect(rest.body.nextCursor).toBeNull();
  expect((await placesOf(id, '?day=2021-05-21')).map(({ day }) => day)).toEqual(['2021-05-21', '2021-05-21']);
  const bad = await officer.get(`/networks/${id}/places?cursor=xyz`);
  expect(bad).toMatchObject({ status: 400, body: { errors: [{ path: 'cursor' }] } });
});

it('comes out the same when it is run twice, or as things are by then', async () => {
  await stay(await workers(3), lines[0]!, '20T08:00', '20T10:00');
  const { id, days } = await network();
  const again = async () => {
    await app.dataSource.transaction((manager) => requeue(manager, 'network.run', id));
    return ended(officer, `/networks/${id}`);
  };
  expect((await again()).days).toEqual(days);
  await stay(await workers(1), lines[0]!, '20T08:00', '20T10:00');
  expect((await again()).days[0]).toMatchObject({ persons: 4, pairs: 6 });
  expect(await placesOf(id)).toMatchObject([{ placeId: lines[0]!.id, persons: 4, contacts: 6 }]);
});

it('stops when it is cancelled', async () => {
  const { body } = await officer.post('/networks', { siteId: site.id, from: DAY, to: '2021-06-19', preset: QUARTER });
  expect(await officer.post(`/networks/${body.id}/cancel`)).toMatchObject({
    status: 200,
    body: { status: 'cancelled' },
  });
  expect(await ended(officer, `/networks/${body.id}`)).toMatchObject({ status: 'cancelled' });
});

it('tells whoever watches, and an ended one cannot be cancelled', async () => {
  const { id } = await network();
  const { text } = await officer.get(`/networks/${id}/events`);
  expect(text).toMatch(/event: end\ndata: \{.*"status":"done"/);
  expect((await officer.post(`/networks/${id}/cancel`)).body.code).toBe('already_finished');
});

it.each<[object, string, string]>([
  [{ to: '2021-05-19' }, 'to', 'before'],
  [{ to: '2021-06-20' }, 'to', '31 days'],
  [{ from: '2021-02-30' }, 'from', 'exists'],
  [{ presetId: 'who' }, 'preset', 'not both'],
])('refuses %j and says why', async (wish, path, why) => {
  const { status, body } = await officer.post('/networks', {
    ...{ siteId: site.id, from: DAY, to: DAY, preset: QUARTER },
    ...wish,
  });
  expect({ status, code: body.code }).toEqual({ status: 400, code: 'invalid_request' });
  expect(body.errors).toContainEqual(expect.objectContaining({ path, message: expect.stringContaining(why) }));
});

it('takes 31 days, and only presets that there are', async () => {
  const asked = (wish: object) => officer.post('/networks', { siteId: site.id, from: DAY, to: DAY, ...wish });
  expect((await asked({ to: '2021-06-19' })).status).toBe(202);
  expect((await asked({ presetId: 'nobodys' })).body.code).toBe('unknown_preset');
});

it('is for whoever answers for the site: officers there and its enterprise', async () => {
  const own = app.as(enterpriseAdmin(factory.id));
  const { id } = await network({}, own);
  for (const caller of [officer, app.as(provinceAdmin())]) {
    expect((await caller.get(`/networks/${id}`)).status).toBe(200);
    expect((await caller.get(`/networks/${id}/places`)).status).toBe(200);
  }
  const body = { siteId: site.id, from: DAY, to: DAY };
  for (const stranger of [app.as(enterpriseAdmin(newId())), app.as(healthOfficer('27'))]) {
    expect((await stranger.post('/networks', body)).body.code).toBe('unknown_site');
    const absent = await stranger.get(`/networks/${newId()}`);
    for (const path of ['', '/places', '/events']) {
      const answer = await stranger.get(`/networks/${id}${path}`);
      expect([answer.status, answer.text]).toEqual([404, absent.text]);
    }
    expect((await stranger.post(`/networks/${id}/cancel`)).status).toBe(404);
  }
  expect((await app.as(gateGuard(factory.id)).post('/networks', body)).status).toBe(403);
});
