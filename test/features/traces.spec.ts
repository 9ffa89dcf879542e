import { parseInstant } from '@app/contracts';
import { Assignment, type Organisation, type Place, type Site, type Worker } from '@app/database';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { healthOfficer } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';
import { makeStays } from '../support/worlds-in-database.js';

const at = (text: string): number => parseInstant(`2021-05-${text}:00+07:00`)!;

let app: TestApp;
let officer: Caller;
let factory: Organisation;
let site: Site;
let line: Place;
let otherLine: Place;

beforeAll(async () => {
  app = await testApp([TracingModule], { queues: ['tracing'] });
  await loadReferenceData(app.dataSource);
  officer = app.as(healthOfficer('24'));
  factory = await makeOrganisation(app.dataSource);
  site = await makeSite(app.dataSource, factory);
  const workshop = await makePlace(app.dataSource, site, 'workshop');
  line = await makePlace(app.dataSource, site, 'line', { parentId: workshop.id });
  otherLine = await makePlace(app.dataSource, site, 'line', { parentId: workshop.id });
});
afterAll(() => app.close());

const worker = (given: Partial<Worker> = {}): Promise<Worker> => makeWorker(app.dataSource, factory, given);
const stay = (who: Worker, place: Place, from: string, to: string) =>
  makeStays(app.dataSource, [{ workerNo: who.no, placeNo: place.no, from: at(from), to: at(to), evidence: 'scan' }]);

async function caseOf(who: Worker, dates: object = {}): Promise<string> {
  const { body } = await officer.post('/cases', { workerId: who.id, sampledOn: '2021-05-24', ...dates });
  return body.id;
}

async function traced(caseIds: string[], wish: object = {}): Promise<any> {
  const preset = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' };
  const asOf = '2021-05-28T00:00:00+07:00';
  const { body } = await officer.post('/traces', { caseIds, preset, asOf, ...wish });
  return ended(officer, `/traces/${body.id}`);
}

it('lists F1 and F2 with the place, the time and the evidence', async () => {
  const [f0, f1, f2] = [await worker(), await worker(), await worker()];
  await stay(f0, line, '23T06:00', '23T10:00');
  await stay(f1, line, '23T09:00', '23T12:00');
  await stay(f2, line, '23T11:00', '23T14:00');
  const trace = await traced([await caseOf(f0)]);
  expect(trace).toMatchObject({ status: 'done', counts: { 1: 1, 2: 1 }, levelsDone: 2 });
  const { body } = await officer.get(`/traces/${trace.id}/contacts`);
  expect(body.items.map((item: any) => [item.workerCode, item.level])).toEqual([
    [f1.code, 1],
    [f2.code, 2],
  ]);
  expect(body.items[0]).toMatchObject({ exposedAt: '2021-05-23T02:00:00Z', nearSeconds: 3600, sources: 1 });
  expect(body.items[0].because[0]).toMatchObject({ sourceWorkerId: f0.id, sourceWorkerCode: f0.code });
  expect(body.items[0].because[0].encounters).toEqual([
    {
      ...{ placeId: line.id, placeName: line.name, kind: 'line', class: 'near', evidence: ['scan'] },
      ...{ from: '2021-05-23T02:00:00Z', to: '2021-05-23T03:00:00Z' },
    },
  ]);
});

it('joins what was cut at midnight', async () => {
  const [f0, f1] = [await worker(), await worker()];
  const room = await makePlace(app.dataSource, site, 'dormitory-room');
  await stay(f0, room, '23T20:00', '24T05:00');
  await stay(f1, room, '23T23:55', '24T00:10');
  const trace = await traced([await caseOf(f0)], {
    preset: { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'continuous' },
  });
  expect(trace.counts[1]).toBe(1);
});

it('counts records of one person as one', async () => {
  const [f0, f1] = [await worker(), await worker()];
  const other = await makeOrganisation(app.dataSource);
  const second = await makeWorker(app.dataSource, other, { personNo: f1.personNo });
  const bus = await makePlace(app.dataSource, site, 'bus');
  await stay(f0, bus, '23T06:00', '23T06:20');
  await stay(second, bus, '23T06:00', '23T06:20');
  const trace = await traced([await caseOf(f0)]);
  const { body } = await officer.get(`/traces/${trace.id}/contacts`);
  expect(body.items).toHaveLength(1);
  expect(body.items[0]).toMatchObject({ workerId: f1.id, personWorkerIds: [f1.id, second.id] });
});

it('keeps a line under the workshop it stood in at the time', async () => {
  const [f0, f1] = [await worker(), await worker()];
  const [before, after] = [
    await makePlace(app.dataSource, site, 'workshop'),
    await makePlace(app.dataSource, site, 'workshop'),
  ];
  const moved = await makePlace(app.dataSource, site, 'line', { parentId: after.id });
  await app.dataSource.query(
    `insert into place_move (place_id, from_parent_id, to_parent_id, moved_at, moved_by) values ($1, $2, $3, $4, $1)`,
    [moved.id, before.id, after.id, '2021-05-26T00:00:00+07:00'],
  );
  await stay(f0, moved, '23T06:00', '23T07:00');
  await stay(f1, before, '23T06:00', '23T07:00');
  const room = { near: { minMinutes: null }, room: { minMinutes: 30 }, accumulate: 'total' };
  expect((await traced([await caseOf(f0)], { preset: room })).counts[1]).toBe(1);
});

it('explains every source of a contact that has more than twenty', async () => {
  const target = await worker();
  const people = await Promise.all(Array.from({ length: 25 }, () => worker()));
  const cases: string[] = [];
  for (const [i, one] of people.entries()) {
    await stay(one, otherLine, `22T06:${String(i).padStart(2, '0')}`, '22T08:00');
    cases.push(await caseOf(one));
  }
  await stay(target, otherLine, '22T06:00', '22T08:00');
  const trace = await traced(cases);
  const { body: list } = await officer.get(`/traces/${trace.id}/contacts`);
  expect(list.items[0]).toMatchObject({ workerCode: target.code, sources: 25 });
  expect(list.items[0].because).toHaveLength(20);
  const { body: one } = await officer.get(`/traces/${trace.id}/contacts/${target.id}`);
  expect(one.because).toHaveLength(25);
  expect(one.because.slice(0, 20)).toEqual(list.items[0].because);
});

it('is read by one officer in many ways at once: each reading is answered, and each is in the log', async () => {
  const [f0, f1] = [await worker(), await worker()];
  for (const one of [f0, f1]) await stay(one, line, '25T08:00', '25T10:00');
  const { id } = await traced([await caseOf(f0)]);
  const paths = [`/traces/${id}/contacts`, `/traces/${id}/graph`, `/traces/${id}/contacts/${f1.id}`, '/follow-ups'];
  const asked = Array.from({ length: 60 }, (_, i) => officer.get(paths[i % paths.length]!));
  expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([200]));
  const [{ readings }] = await app.dataSource.query(
    `select count(*)::int as readings from audit_event where action = 'contact.read' and subject = $1`,
    [`trace:${id}`],
  );
  expect(readings).toBe(45);
});

it('says plainly when nothing is known of a case', async () => {
  const trace = await traced([await caseOf(await worker())]);
  expect(trace).toMatchObject({ status: 'done', counts: { 1: 0, 2: 0 }, warnings: [{ code: 'no_presence' }] });
});

it('says plainly when a window ends before it starts', async () => {
  const f0 = await worker();
  await stay(f0, line, '26T06:00', '26T07:00');
  const trace = await traced([await caseOf(f0, { isolatedAt: '2021-05-01T00:00:00+07:00' })]);
  expect(trace.warnings.map(({ code }: any) => code)).toContain('empty_window');
});

it('cuts time in isolation out, and a withdrawn case gives it back', async () => {
  const [f0, f1] = [await worker(), await worker()];
  await stay(f0, line, '25T18:00', '25T19:00');
  await stay(f1, line, '25T18:00', '25T19:00');
  const false_ = await caseOf(f1, { isolatedAt: '2021-05-25T18:00:00+07:00' });
  const f0Case = await caseOf(f0);
  expect((await traced([f0Case])).counts[1]).toBe(0);
  expect((await officer.patch(`/cases/${false_}`, { status: 'withdrawn' })).status).toBe(200);
  expect((await traced([f0Case])).counts[1]).toBe(1);
  expect((await officer.post('/traces', { caseIds: [false_] })).body.code).toBe('unknown_case');
});

it('lets an officer add and dismiss contacts with a reason', async () => {
  const [f0, f1, told] = [await worker(), await worker(), await worker()];
  await stay(f0, line, '25T20:00', '25T21:00');
  await stay(f1, line, '25T20:00', '25T21:00');
  const trace = await traced([await caseOf(f0)]);
  const path = `/traces/${trace.id}/contacts`;
  expect((await officer.post(path, { workerId: told.id, level: 1, reason: 'shared a meal' })).status).toBe(201);
  expect((await officer.post(path, { workerId: told.id, level: 1, reason: 'again' })).body.code).toBe(
    'already_a_contact',
  );
  expect((await officer.post(`${path}/${f1.id}/review`, { decision: 'dismiss', reason: 'was on leave' })).status).toBe(
    200,
  );
  const { body } = await officer.get(path);
  expect(body.items.map((item: any) => [item.workerCode, item.review?.decision ?? item.addedBecause])).toEqual([
    [f1.code, 'dismiss'],
    [told.code, 'shared a meal'],
  ]);
});

it('draws the strongest nodes and says how many it left out', async () => {
  const people = [await worker(), await worker(), await worker()];
  for (const one of people) await stay(one, line, '22T20:00', '22T21:00');
  const trace = await traced([await caseOf(people[0]!)]);
  const { body } = await officer.get(`/traces/${trace.id}/graph?maxNodes=2`);
  expect(body).toMatchObject({ omitted: 1, nodes: [{ id: people[0]!.id, level: 0 }, { level: 1 }] });
  expect(body.edges).toEqual([expect.objectContaining({ source: people[0]!.id, nearSeconds: 3600 })]);
});

it('tells of everybody in the drawing where they work, and where they belonged on the day of the trace', async () => {
  const [f0, f1] = [await worker(), await worker()];
  for (const one of [f0, f1]) await stay(one, line, '26T02:00', '26T03:00');
  const held = { workerNo: f1.no, kind: 'place' } as const;
  await app.dataSource.getRepository(Assignment).insert([
    { ...held, placeNo: line.no, validFrom: '2021-01-01', validTo: '2021-06-01' },
    { ...held, placeNo: otherLine.no, validFrom: '2021-06-01' },
  ]);
  const { id } = await traced([await caseOf(f0)]);
  const { body } = await officer.get(`/traces/${id}/graph`);
  expect(body.nodes).toMatchObject([
    { id: f0.id, organisationId: f0.organisationId, place: null },
    { id: f1.id, organisationId: f1.organisationId, place: { id: line.id, name: line.name } },
  ]);
  expect(body.organisations).toEqual([{ id: f0.organisationId, name: expect.any(String) }]);
});

it('takes the Vietnamese preset in force on the latest confirmation', async () => {
  const f0 = await worker();
  const old = await caseOf(f0, { confirmedAt: '2021-06-01T10:00:00+07:00' });
  const later = await caseOf(f0, { confirmedAt: '2022-01-10T10:00:00+07:00' });
  const presetOf = async (caseIds: string[], wish: object = {}) =>
    (await officer.post('/traces', { caseIds, ...wish })).body.preset.id;
  expect(await presetOf([old])).toBe('vn-3638');
  expect(await presetOf([old, later])).toBe('vn-11042-masked');
  expect(await presetOf([old], { presetId: 'ecdc' })).toBe('ecdc');
});

it.each([
  [{ maxLevel: 7 }, 400, 'invalid_request'],
  [{ presetId: 'nobody-knows' }, 422, 'unknown_preset'],
  [
    { preset: { near: { minMinutes: 1 }, room: { minMinutes: 1 }, accumulate: 'total', classes: { moon: 'near' } } },
    422,
    'unknown_kind',
  ],
  [{ caseIds: ['0190a0a0-0000-7000-8000-000000000009'] }, 422, 'unknown_case'],
])('refuses %j with a name', async (wish, status, code) => {
  const caseIds = [await caseOf(await worker())];
  const answer = await officer.post('/traces', { caseIds, ...wish });
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

it('shows a trace to nobody outside the units of its cases, and as if it were not there', async () => {
  const trace = await traced([await caseOf(await worker())]);
  const stranger = app.as(healthOfficer('27'));
  const foreign = await stranger.get(`/traces/${trace.id}`);
  const absent = await stranger.get('/traces/0190a0a0-0000-7000-8000-000000000009');
  expect([foreign.status, foreign.text]).toEqual([404, absent.text]);
});

it('streams its life as events that end', async () => {
  const trace = await traced([await caseOf(await worker())]);
  const { text, headers } = await officer.get(`/traces/${trace.id}/events`);
  expect(headers['content-type']).toContain('text/event-stream');
  expect(text).toMatch(/event: end\n/);
});
