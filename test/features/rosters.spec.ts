import { DEFAULT_SHIFTS } from '@app/contracts';
import { AuditEvent, newId, type Organisation, type Site } from '@app/database';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { gateGuard, healthOfficer, personnel, workerActor } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from '../support/factories.js';

const USUAL = { cycle: null, days: [1, 2, 3, 4, 5, 6, 7], validFrom: '2000-01-01', validTo: null };

let app: TestApp;
let organisation: Organisation;
let site: Site;
let hr: Caller;
beforeAll(async () => (app = await testApp([WorkersModule], { queues: ['workers'] })));
afterAll(() => app.close());
beforeEach(async () => {
  organisation = await makeOrganisation(app.dataSource);
  site = await makeSite(app.dataSource, organisation);
  hr = app.as(personnel(organisation.id));
});

const list = (name: string): string => `/organisations/${organisation.id}/${name}`;
const csv = (...rows: string[]): string => rows.map((row) => `${row}\n`).join('');
/** Sends a file and waits for what became of it. */
async function imported(kind: string, ...rows: string[]) {
  const file = { name: 'rows.csv', content: csv(...rows) };
  const { status, body } = await hr.upload('/rosters/imports', { organisationId: organisation.id, kind }, file);
  expect(status).toBe(202);
  return ended(hr, `/rosters/imports/${body.id}`);
}
const faultsOf = async (id: string): Promise<string[]> => {
  const { text } = await hr.get(`/rosters/imports/${id}/rejects`);
  return [...text.matchAll(/,(\d+),([^,\n]*),"?(\w+):/g)].map(
    ([, row, column, reason]) => `${row} ${column} ${reason}`,
  );
};

describe('the lists of an organisation', () => {
  it('gives the usual six shifts to who has said nothing, and then only what was said', async () => {
    expect((await hr.get(list('shift-patterns'))).body.items).toEqual(DEFAULT_SHIFTS);
    const day = { code: 'Ca 1', startMinute: 360, endMinute: 840, days: [1, 2, 3, 4, 5, 6] };
    const night = { code: 'Ca 3', startMinute: 1320, endMinute: 1800, validFrom: '2021-06-01', cycle: 4, days: [1, 2] };
    const { status, body } = await hr.put(list('shift-patterns'), { items: [night, day] });
    expect([status, body.items]).toEqual([
      200,
      [
        { ...USUAL, ...day },
        { ...USUAL, ...night },
      ],
    ]);
    expect((await hr.get(list('shift-patterns'))).body).toEqual(body);
    await hr.put(list('shift-patterns'), { items: [] });
    expect((await hr.get(list('shift-patterns'))).body.items).toHaveLength(6);
  });

  it.each([
    [{ startMinute: 840, endMinute: 360 }, 'items.0.endMinute'],
    [{ startMinute: 0, endMinute: 1500 }, 'items.0.endMinute'],
    [{ days: [8] }, 'items.0.days'],
    [{ cycle: 3, days: [4] }, 'items.0.days'],
    [{ validTo: '1999-01-01' }, 'items.0.validTo'],
  ])('refuses a shift with %j', async (fault, path) => {
    const item = { code: 'A', startMinute: 360, endMinute: 840, ...fault };
    const { status, body } = await hr.put(list('shift-patterns'), { items: [item] });
    expect([status, body.errors.map((one: any) => one.path)]).toEqual([400, [path]]);
  });

  it('has one item for a code and a first day', async () => {
    const item = { code: 'A', startMinute: 360, endMinute: 840 };
    const { body } = await hr.put(list('shift-patterns'), {
      items: [item, { ...item, validFrom: '2021-01-01' }, item],
    });
    expect(body.errors.map((one: any) => one.path)).toEqual(['items.2.code']);
  });

  it('names buses and canteens by their codes, shared ones too, and no other kind of place', async () => {
    const bus = await makeSharedPlace(app.dataSource, 'bus');
    await makePlace(app.dataSource, site, 'table', { code: 'T1' });
    await makePlace(app.dataSource, site, 'line', { code: 'L1' });
    const hours = { startMinute: 300, endMinute: 345 };
    const trip = {
      ...hours,
      code: 'X1',
      placeCode: bus.code,
      direction: 'outbound',
      shift: 'A',
      stops: ['Chợ', 'KCN'],
    };
    const trips = await hr.put(list('bus-trips'), { items: [trip] });
    expect([trips.status, trips.body.items]).toEqual([200, [{ ...USUAL, ...trip }]]);
    const sitting = { code: 'S1', placeCode: 'T1', shift: null, startMinute: 660, endMinute: 690 };
    expect((await hr.put(list('sittings'), { items: [sitting] })).body.items).toEqual([{ ...USUAL, ...sitting }]);
    const refused = await hr.put(list('sittings'), { items: [sitting, { ...sitting, code: 'S2', placeCode: 'L1' }] });
    expect([refused.status, refused.body.code, refused.body.errors[0].path]).toEqual([
      ...[422, 'unknown_place', 'items.1.placeCode'],
    ]);
    expect((await hr.get(list('sittings'))).body.items).toHaveLength(1);
  });

  it('are foreign to others, shown to officers of the area, and none of a gate’s business', async () => {
    const foreign = app.as(personnel((await makeOrganisation(app.dataSource)).id));
    const absent = await hr.get(`/organisations/${newId()}/shift-patterns`);
    for (const answer of [await foreign.get(list('bus-trips')), await foreign.put(list('sittings'), { items: [] })])
      expect([answer.status, answer.text]).toEqual([404, absent.text]);
    expect((await app.as(healthOfficer('219')).get(list('sittings'))).status).toBe(200);
    expect((await app.as(healthOfficer('219')).put(list('sittings'), { items: [] })).status).toBe(403);
    expect((await app.as(gateGuard(organisation.id)).get(list('bus-trips'))).status).toBe(403);
  });
});

describe('the route of a roamer', () => {
  const places = () => Promise.all(['L1', 'L2'].map((code) => makePlace(app.dataSource, site, 'line', { code })));
  const stop = (placeCode: string, from: number | null = null) => ({
    ...{ placeCode, startMinute: from, endMinute: from && from + 30 },
  });

  it('is replaced from a day on, and what was before stays answerable', async () => {
    await places();
    const { id, no } = await makeWorker(app.dataSource, organisation);
    const [first, second] = [[stop('L1', 480), stop('L2')], [stop('L2', 600)]];
    await hr.put(`/workers/${id}/route`, { validFrom: '2021-05-01', stops: first });
    const { body } = await hr.put(`/workers/${id}/route`, { validFrom: '2021-06-01', stops: second });
    expect(body).toEqual({ workerId: id, validFrom: '2021-06-01', validTo: null, stops: second });
    expect((await app.as(workerActor(organisation.id, id)).get(`/workers/${id}/route`)).body).toEqual(body);
    const rows = await app.dataSource.query(
      `select valid_from::text as from, valid_to::text as to, position from route_stop where worker_no = $1 order by 1, 3`,
      [no],
    );
    expect(rows).toEqual([
      { from: '2021-05-01', to: '2021-05-31', position: 1 },
      { from: '2021-05-01', to: '2021-05-31', position: 2 },
      { from: '2021-06-01', to: null, position: 1 },
    ]);
  });

  it('ends when none is given, and knows no strange place', async () => {
    await places();
    const { id } = await makeWorker(app.dataSource, organisation);
    await hr.put(`/workers/${id}/route`, { validFrom: '2021-05-01', stops: [stop('L1')] });
    const { status, body } = await hr.put(`/workers/${id}/route`, { stops: [stop('L1'), stop('X')] });
    expect([status, body.errors[0].path]).toEqual([422, 'stops.1.placeCode']);
    await hr.put(`/workers/${id}/route`, { validFrom: '2021-06-01', stops: [] });
    expect((await hr.get(`/workers/${id}/route`)).body).toMatchObject({ validFrom: null, stops: [] });
    expect(await app.dataSource.getRepository(AuditEvent).countBy({ subject: `worker:${id}` })).toBe(3);
  });
});

describe('files of rosters', () => {
  it('say who works which shift where on a day, and account for every line', async () => {
    const { no: line } = await makePlace(app.dataSource, site, 'line', { code: 'L1' });
    const { no } = await makeWorker(app.dataSource, organisation, { code: 'A1' });
    const rows = ['A1,17/05/2021,A,L1', 'A1,2021-05-18,,', 'A1,2021-05-17,B,', 'A1,2021-05-19,N,'];
    const faults = [
      'A2,2021-05-17,A,',
      'A1,2021-05-32,A,',
      'A1,2021-05-20,Z,',
      'A1,2021-05-20,A,L9',
      'A1,2021-05-20,,L1',
    ];
    const done = await imported('roster', 'worker,day,shift,place', ...rows, ...faults);
    expect(done).toMatchObject({ status: 'done', read: 9, accepted: 3, created: 3, rejected: 5, duplicate: 1 });
    expect(await faultsOf(done.id)).toEqual([
      ...['6 worker unknown_worker', '7 day bad_date', '8 shift unknown_shift', '9 place unknown_place'],
      '10 shift required',
    ]);
    const days = () =>
      app.dataSource.query('select day::text, shift, place_no from roster_day where worker_no = $1 order by day', [no]);
    expect(await days()).toEqual([
      { day: '2021-05-17', shift: 'A', place_no: line },
      { day: '2021-05-18', shift: null, place_no: null },
      { day: '2021-05-19', shift: 'N', place_no: null },
    ]);
    const again = await imported('roster', 'Mã NV;Ngày;Ca', 'A1;17/05/2021;C', 'A1;19/05/2021;N', 'A1;20/05/2021;HC');
    expect(again).toMatchObject({ accepted: 3, created: 1, updated: 1, unchanged: 1 });
    expect((await days()).map(({ shift }: any) => shift)).toEqual(['C', null, 'N', 'HC']);
  });

  it('bring shifts, buses and sittings', async () => {
    await makePlace(app.dataSource, site, 'canteen', { code: 'C1' });
    await makePlace(app.dataSource, site, 'bus', { code: 'B1' });
    await makePlace(app.dataSource, site, 'line', { code: 'L1' });
    await imported('shift-patterns', 'ca,từ,đến,thứ', 'Ca 1,06:00,14:00,1-6', 'Ca 3,22:00,6:00,');
    const shifts = (await hr.get(list('shift-patterns'))).body.items;
    expect(shifts).toMatchObject([
      { startMinute: 360, days: [1, 2, 3, 4, 5, 6] },
      { startMinute: 1320, endMinute: 1800 },
    ]);
    const trips = await imported(
      ...([
        'bus-trips',
        'code,place,direction,shift,from,to,stops',
        'X,B1,Lượt đi,Ca 1,05:10,05:45,Chợ | KCN',
      ] as const),
      ...['Y,L1,return,Ca 1,14:10,14:45,', 'Z,B1,về,Ca 9,14:10,14:45,', 'W,B1,xuống,Ca 1,14:10,14:45,'],
    );
    expect(trips).toMatchObject({ read: 4, accepted: 1, rejected: 3 });
    expect(await faultsOf(trips.id)).toEqual([
      '3 place unknown_place',
      '4 shift unknown_shift',
      '5 direction bad_choice',
    ]);
    const [trip] = (await hr.get(list('bus-trips'))).body.items;
    expect(trip).toMatchObject({ code: 'X', placeCode: 'B1', direction: 'outbound', stops: ['Chợ', 'KCN'] });
    const sittings = await imported('sittings', 'code,place,from,to,validFrom', 'S1,C1,11:00,11:30,2021-05-01');
    expect(sittings).toMatchObject({ created: 1, updated: 0 });
    const later = await imported('sittings', 'code,place,from,to,validFrom', 'S1,C1,11:15,11:45,2021-05-01');
    expect(later).toMatchObject({ created: 0, updated: 1 });
  });

  it('bring routes, each in place of the one before', async () => {
    for (const code of ['L1', 'L2']) await makePlace(app.dataSource, site, 'line', { code });
    const { id } = await makeWorker(app.dataSource, organisation, { code: 'A1' });
    const header = 'worker,position,place,from,to,validFrom';
    await imported('routes', header, 'A1,2,L2,,,2021-05-01', 'A1,1,L1,08:00,08:30,2021-05-01', 'A1,3,L1,,,2021-05-01');
    const shorter = await imported('routes', header, 'A1,1,L1,08:00,08:30,2021-05-01', 'A1,2,L1,,,2021-05-01');
    expect(shorter).toMatchObject({ accepted: 2, updated: 1, unchanged: 1 });
    const { body } = await hr.get(`/workers/${id}/route`);
    expect(body.stops.map(({ placeCode, startMinute }: any) => [placeCode, startMinute])).toEqual([
      ['L1', 480],
      ['L1', null],
    ]);
  });

  it('need a kind that there is, and columns that it knows', async () => {
    const send = (kind: string, content: string) =>
      hr.upload('/rosters/imports', { organisationId: organisation.id, kind }, { name: 'r.csv', content });
    expect((await send('what', 'a,b\n')).body.code).toBe('invalid_request');
    expect((await send('roster', csv('worker,day', 'A1,2021-05-17'))).body.code).toBe('missing_column');
  });
});
