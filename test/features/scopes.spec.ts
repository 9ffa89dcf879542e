import { parseInstant, type QuarantineScope } from '@app/contracts';
import { Assignment, type Organisation, type Place, type Site, type Worker } from '@app/database';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { healthOfficer } from '../support/actors.js';
import { type Answer, type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from '../support/factories.js';
import { makeStays } from '../support/worlds-in-database.js';

const at = (text: string): number => parseInstant(`2021-05-${text}:00+07:00`)!;
const preset = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' };

let app: TestApp;
let officer: Caller;
let factory: Organisation;
let site: Site;

beforeAll(async () => {
  app = await testApp([TracingModule], { queues: ['tracing'] });
  officer = app.as(healthOfficer('24'));
});
afterAll(() => app.close());
beforeEach(async () => {
  factory = await makeOrganisation(app.dataSource);
  site = await makeSite(app.dataSource, factory);
});

const worker = (given: Partial<Worker> = {}): Promise<Worker> => makeWorker(app.dataSource, factory, given);
const place = (kind: Parameters<typeof makePlace>[2], parent?: Place) =>
  makePlace(app.dataSource, site, kind, parent ? { parentId: parent.id } : {});
const stay = (who: Worker, where: Place, from: string, to: string) =>
  makeStays(app.dataSource, [{ workerNo: who.no, placeNo: where.no, from: at(from), to: at(to) }]);
const assign = (who: Worker, where: Place, kind: 'place' | 'room' = 'place', dates: object = {}) =>
  app.dataSource
    .getRepository(Assignment)
    .insert({ workerNo: who.no, placeNo: where.no, kind, validFrom: '2021-01-01', ...dates });
const moved = (what: Place, from: Place, to: Place, when: string) =>
  app.dataSource.query(
    `with moved as (update place set parent_id = $3 where id = $1)
     insert into place_move (place_id, from_parent_id, to_parent_id, moved_at, moved_by) values ($1, $2, $3, $4, $1)`,
    [what.id, from.id, to.id, new Date(at(when) * 1000)],
  );

async function traced(index: Worker, wish: object = {}): Promise<string> {
  const { body } = await officer.post('/cases', { workerId: index.id, sampledOn: '2021-05-24' });
  const queued = await officer.post('/traces', {
    ...{ caseIds: [body.id], preset, asOf: '2021-05-28T00:00:00+07:00', ...wish },
  });
  return (await ended(officer, `/traces/${queued.body.id}`)).id;
}
const compared = (trace: string, scopes: unknown): Promise<Answer> =>
  officer.post(`/traces/${trace}/compare`, { scopes });
async function peopleIn(trace: string, ...scopes: Omit<QuarantineScope, 'name'>[]): Promise<number[]> {
  const { body, status } = await compared(
    trace,
    scopes.map((scope) => ({ name: 'one', ...scope })),
  );
  expect(status).toBe(200);
  return body.scopes.map(({ people }: any) => people);
}

/**
 * A workshop of two lines and a bus. F0, A and B work on line 1, where E looks in for five minutes; B rides home with D,
 * who works with H at a workstation of line 2. So A and B are F1, D is F2, E and H are nobody. C and K are absent.
 */
async function workshop() {
  const [shop, bus] = [await place('workshop'), await makeSharedPlace(app.dataSource, 'bus')];
  const [line1, line2] = [await place('line', shop), await place('line', shop)];
  const station = await place('workstation', line2);
  const [f0, a, b, c] = [await worker(), await worker(), await worker(), await worker()];
  const [d, e, h, k] = [await worker(), await worker(), await worker(), await worker()];
  for (const one of [f0, a, b]) await stay(one, line1, '23T06:00', '23T10:00');
  await stay(e, line1, '23T06:00', '23T06:05');
  for (const one of [b, d]) await stay(one, bus, '23T17:00', '23T17:30');
  await stay(d, station, '24T06:00', '24T10:00');
  await stay(h, station, '24T06:00', '24T06:05');
  for (const one of [f0, a, b, c]) await assign(one, line1);
  for (const one of [d, h]) await assign(one, station);
  await assign(k, line2);
  return { shop, bus, line1, line2, station, f0, a, b, c, d, e, h, k };
}

it('says for each scope, in order, whom it takes, what of the risk and which lines stop', async () => {
  const { shop, bus, line1, line2, f0, a } = await workshop();
  const trace = await traced(f0);
  const { body: list } = await officer.get(`/traces/${trace}/contacts`);
  const risk = list.items.reduce((sum: number, { score }: any) => sum + score, 0);
  const ofF1 = list.items.filter(({ level }: any) => level === 1).reduce((sum: number, one: any) => sum + one.score, 0);
  const ofA = list.items.find(({ workerId }: any) => workerId === a.id).score;
  const [half, both] = [
    { placeId: line1.id, placeName: line1.name, assigned: 4, taken: 2 },
    { placeId: line2.id, placeName: line2.name, assigned: 3, taken: 2 },
  ];
  const { body, status } = await compared(trace, [
    { name: 'F1 only', levels: [1] },
    { name: 'line 1', placeIds: [line1.id] },
    { name: 'line 1 and its bus', placeIds: [line1.id, bus.id] },
    { name: 'whole workshop', placeIds: [shop.id] },
    { name: 'F1 on the bus', placeIds: [bus.id], levels: [1] },
    { name: 'everybody reached', levels: [2, 1] },
  ]);
  expect(status).toBe(200);
  const figures = (name: string, people: number, contacts: number, share: number, lines: object[]) => ({
    ...{ name, people, contacts, riskShare: expect.closeTo(share, 12) },
    ...{ linesStopped: lines, linesStoppedCount: lines.length, dormitoryRooms: 0 },
  });
  expect(body.scopes).toEqual([
    figures('F1 only', 2, 2, ofF1 / risk, [half]),
    figures('line 1', 3, 2, ofF1 / risk, [half]),
    figures('line 1 and its bus', 4, 3, 1, [half]),
    figures('whole workshop', 5, 3, (ofF1 + list.items.find(({ level }: any) => level === 2).score) / risk, [
      half,
      both,
    ]),
    figures('F1 on the bus', 1, 1, (ofF1 - ofA) / risk, []),
    figures('everybody reached', 3, 3, 1, [half]),
  ]);
});

it('takes the riskiest alone, as many as hold a share of the risk, of a level and at a place if asked', async () => {
  const { line1, bus, f0, a, b } = await workshop();
  const trace = await traced(f0);
  const { items } = (await officer.get(`/traces/${trace}/contacts`)).body;
  const risk = items.reduce((sum: number, { score }: any) => sum + score, 0);
  const [first, second, third] = items.map(({ score }: any) => score / risk);
  expect(first >= second && second > third && third > 0).toBe(true);
  expect(
    await peopleIn(
      trace,
      { topRisk: first / 2 },
      { topRisk: first * 1.01 },
      { topRisk: first + second * 1.01 },
      { topRisk: 1 },
      { topRisk: first / 2, placeIds: [line1.id] },
      { topRisk: 1, placeIds: [bus.id] },
      { topRisk: 1, levels: [2] },
      { topRisk: first / 2, levels: [2] },
    ),
  ).toEqual([1, 2, 3, 3, items[0].workerId === a.id || items[0].workerId === b.id ? 1 : 0, 2, 1, 0]);
  for (const topRisk of [0, 1.01, -1])
    expect((await compared(trace, [{ name: 'one', topRisk }])).body.code).toBe('invalid_request');
});

it('counts the rooms where somebody taken lives or was', async () => {
  const { line1, f0, a, b, e, k } = await workshop();
  const dormitory = await makeSharedPlace(app.dataSource, 'dormitory');
  const rooms = [];
  for (const kind of ['dormitory-room', 'lodging-room', 'dormitory-room', 'dormitory-room', 'dormitory-room'] as const)
    rooms.push(await makeSharedPlace(app.dataSource, kind, { parentId: dormitory.id }));
  await stay(a, rooms[0]!, '23T22:00', '24T05:00');
  await assign(b, rooms[1]!, 'room');
  await assign(b, rooms[4]!, 'room', { validTo: '2021-05-28' });
  await assign(e, rooms[2]!, 'room');
  await assign(k, rooms[3]!, 'room');
  await stay(a, rooms[3]!, '21T00:00', '21T05:00'); // before the window of the case
  const { body } = await compared(await traced(f0), [
    { name: 'F1', levels: [1] },
    { name: 'line', placeIds: [line1.id] },
    { name: 'dormitory', placeIds: [dormitory.id] },
  ]);
  expect(body.scopes.map(({ people, dormitoryRooms }: any) => [people, dormitoryRooms])).toEqual([
    [2, 2],
    [3, 3],
    [1, 1],
  ]);
});

it('takes who was there in the window of the trace, neither before nor after', async () => {
  const { line1, f0, c, k, h } = await workshop();
  const trace = await traced(f0);
  const before = await peopleIn(trace, { placeIds: [line1.id] });
  await stay(c, line1, '21T20:00', '22T00:00');
  await stay(k, line1, '28T00:00', '28T04:00');
  expect(await peopleIn(trace, { placeIds: [line1.id] })).toEqual(before);
  await stay(h, line1, '21T23:00', '22T00:30');
  expect(await peopleIn(trace, { placeIds: [line1.id] })).toEqual([before[0]! + 1]);
});

it('takes a place below another for the time in which it stood there', async () => {
  const [from, to] = [await place('workshop'), await place('workshop')];
  const line = await place('line', from);
  const station = await place('workstation', line);
  const [f0, early, late] = [await worker(), await worker(), await worker()];
  await stay(f0, await place('office'), '23T06:00', '23T07:00');
  await stay(early, station, '23T06:00', '23T07:00');
  await stay(late, station, '26T06:00', '26T07:00');
  await stay(late, line, '25T12:00', '25T13:00');
  await moved(line, from, to, '25T12:00');
  expect(
    await peopleIn(await traced(f0), ...[from, to, line].map(({ id }) => ({ placeIds: [id] })), {
      placeIds: [from.id, to.id],
    }),
  ).toEqual([1, 1, 2, 2]);
});

it('takes a line’s workers for those of the places below it at the time of the trace', async () => {
  const { line1, line2, station, f0 } = await workshop();
  await moved(station, line2, line1, '26T00:00'); // line 1: F0, A, B, C, D, H; line 2: K
  await moved(station, line1, line2, '29T00:00'); // after the trace's time
  const { body } = await compared(await traced(f0), [
    { name: 'F1', levels: [1] },
    { name: 'all', levels: [1, 2] },
  ]);
  expect(body.scopes.map(({ linesStopped }: any) => linesStopped)).toEqual([
    [],
    [{ placeId: line1.id, placeName: line1.name, assigned: 6, taken: 3 }],
  ]);
});

it('counts an assignment on its days only', async () => {
  const { line1, f0, c, k } = await workshop();
  await app.dataSource.getRepository(Assignment).update({ workerNo: c.no }, { validTo: '2021-05-28' });
  await assign(k, line1, 'place', { validFrom: '2021-05-29' });
  const { body } = await compared(await traced(f0), [{ name: 'F1', levels: [1] }]);
  expect(body.scopes[0].linesStopped).toEqual([{ placeId: line1.id, placeName: line1.name, assigned: 3, taken: 2 }]);
});

it('takes a site for all its places', async () => {
  const { f0, bus } = await workshop();
  const trace = await traced(f0);
  expect(await peopleIn(trace, { placeIds: [site.id] }, { placeIds: [site.id, bus.id] })).toEqual([5, 5]);
});

it('counts persons, not records', async () => {
  const { line1, f0, a } = await workshop();
  const other = await makeOrganisation(app.dataSource);
  const second = await makeWorker(app.dataSource, other, { personNo: a.personNo });
  await stay(second, line1, '24T06:00', '24T07:00');
  await assign(second, line1);
  const { body } = await compared(await traced(f0), [{ name: 'line', placeIds: [line1.id] }]);
  expect(body.scopes[0]).toMatchObject({ people: 3, contacts: 2, linesStopped: [{ assigned: 4, taken: 2 }] });
});

it('counts a dismissed contact as one no more, unless the latest word confirms it', async () => {
  const { line1, f0, a } = await workshop();
  const trace = await traced(f0);
  const review = (decision: string) =>
    officer.post(`/traces/${trace}/contacts/${a.id}/review`, { decision, reason: 'worked elsewhere' });
  const scopes = [
    { name: 'F1', levels: [1] },
    { name: 'reached', levels: [1, 2] },
    { name: 'line', placeIds: [line1.id] },
  ];
  const figures = async (): Promise<number[][]> =>
    (await compared(trace, scopes)).body.scopes.map((one: any) => [one.people, one.contacts]);
  await review('dismiss');
  expect(await figures()).toEqual([
    [1, 1],
    [2, 2],
    [3, 1],
  ]);
  expect((await compared(trace, scopes)).body.scopes[1].riskShare).toBe(1);
  await review('confirm');
  expect(await figures()).toEqual([
    [2, 2],
    [3, 3],
    [3, 2],
  ]);
});

it('says 0 of the risk where the trace reached nobody', async () => {
  const { f0, line1 } = await workshop();
  const trace = await traced(await worker());
  expect((await compared(trace, [{ name: 'F1', levels: [1] }])).body.scopes).toEqual([
    { name: 'F1', people: 0, contacts: 0, riskShare: 0, linesStopped: [], linesStoppedCount: 0, dormitoryRooms: 0 },
  ]);
  expect(await peopleIn(await traced(f0, { maxLevel: 1 }), { placeIds: [line1.id], levels: [1] })).toEqual([2]);
});

it('writes down who compared how many scopes, and how many people that was about', async () => {
  const { shop, f0 } = await workshop();
  const trace = await traced(f0);
  await compared(trace, [
    { name: 'F1', levels: [1] },
    { name: 'shop', placeIds: [shop.id] },
  ]);
  const events = await app.dataSource.query(
    `select count, details from audit_event where subject = $1 and action = 'trace.compare'`,
    [`trace:${trace}`],
  );
  expect(events).toEqual([{ count: 5, details: { scopes: 2 } }]);
});

it('names a hundred of many lines that stop, and counts them all', async () => {
  const office = await place('office');
  for (let i = 0; i < 101; i++) {
    const one = await worker();
    await assign(one, await place('line'));
    await stay(one, office, '23T06:00', '23T06:01');
  }
  const { body } = await compared(await traced(await worker()), [{ name: 'office', placeIds: [office.id] }]);
  expect(body.scopes[0]).toMatchObject({ people: 101, contacts: 0, riskShare: 0, linesStoppedCount: 101 });
  expect(body.scopes[0].linesStopped).toHaveLength(100);
});
