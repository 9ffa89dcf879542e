import { isoOf, secondsOf } from '@app/contracts';
import type { Worker } from '@app/database';
import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { TracingWorld } from '../support/tracing-world.js';
import { makeProximity, makeStays } from '../support/worlds-in-database.js';

let app: TestApp;
let world: TracingWorld;

beforeAll(async () => {
  const environment = { TRACE_FOLLOW_SECONDS: '0' };
  app = await testApp([TracingModule], { queues: ['tracing', 'following'], environment });
  await loadReferenceData(app.dataSource);
  world = await TracingWorld.in(app);
});
afterAll(() => app.close());

const sql = (text: string, ...parameters: unknown[]) => app.dataSource.query(text, parameters);
const takeAway = ({ no }: Worker, day = '2021-05-23') =>
  sql('delete from stay where worker_no = $1 and day = $2', no, day);

/** F0, F1 who met F0, F2 who met F1; followed. */
async function chain(wish: object = {}) {
  const [f0, f1, f2] = await world.workers(3);
  await world.meet(f0!, f1!, '23T06:00', '23T10:00');
  await world.meet(f1!, f2!, '23T11:00', '23T14:00');
  const caseId = await world.case(f0!);
  return { f0: f0!, f1: f1!, f2: f2!, caseId, trace: await world.followed([caseId], wish) };
}

it('a late check-in brings somebody in, and those whom they met after them', async () => {
  const [f0, f1, late, friend] = await world.workers(4);
  const line = await world.meet(f0!, f1!, '23T06:00', '23T10:00');
  await world.meet(late!, friend!, '23T18:00', '23T19:00');
  const trace = await world.followed([await world.case(f0!)]);
  expect(trace).toMatchObject({ followed: true, revision: 0, revisedAt: null, counts: { 1: 1, 2: 0 } });
  await world.stay(late!, line, '23T08:00', '23T10:00');
  const revised = await world.revised(trace.id, 1);
  expect(revised).toMatchObject({ status: 'done', followed: true, revision: 1, counts: { 1: 2, 2: 1 } });
  expect(revised.revisedAt).toMatch(/Z$/);
  expect(await world.list(trace.id)).toEqual([
    [f1!.code, 1],
    [late!.code, 1],
    [friend!.code, 2],
  ]);
  expect(await world.changes(trace.id, 1)).toEqual([
    [late!.code, 'entered', null, 1, 'presence'],
    [friend!.code, 'entered', null, 2, 'source', late!.code],
  ]);
});

it('measured proximity does the same, and brings nearer who stood further away', async () => {
  const { f0, f2, trace } = await chain();
  await makeProximity(app.dataSource, [{ a: f0.no, b: f2.no, from: 1621753200, to: 1621756800 }]);
  expect((await world.revised(trace.id, 1)).counts).toEqual({ 1: 2, 2: 0 });
  expect(await world.changes(trace.id, 1)).toEqual([[f2.code, 'moved', 2, 1, 'presence']]);
});

it('a correction takes people out, and those who are in the list because of them', async () => {
  const { f1, f2, trace } = await chain();
  await takeAway(f1);
  expect((await world.revised(trace.id, 1)).counts).toEqual({ 1: 0, 2: 0 });
  expect(await world.list(trace.id)).toEqual([]);
  expect(await world.changes(trace.id, 1)).toEqual([
    [f1.code, 'left', 1, null, 'presence'],
    [f2.code, 'left', 2, null, 'source', f1.code],
  ]);
});

it('a late test result is told with the contact, though nobody comes or goes', async () => {
  const { f1, trace } = await chain();
  await world.case(f1);
  expect(await world.revised(trace.id, 1)).toMatchObject({ counts: { 1: 1, 2: 1 } });
  const { body } = await world.officer.get(`/traces/${trace.id}/contacts`);
  expect([body.revision, body.items.map((item: any) => item.isCase)]).toEqual([1, [true, false]]);
  const [newest, first] = (await world.officer.get(`/traces/${trace.id}/revisions`)).body.items;
  expect(newest).toMatchObject({ revision: 1, entered: 0, left: 0, moved: 0, counts: { 1: 1, 2: 1 } });
  expect(first).toMatchObject({ revision: 0, counts: { 1: 1, 2: 1 } });
});

it('an isolation takes out whom its person met in it, and its end brings them back', async () => {
  const { f1, f2, trace } = await chain();
  const from = '2021-05-23T10:30:00+07:00';
  const { body } = await world.officer.post('/isolations', { workerId: f1.id, from, reason: 'fever' });
  await world.revised(trace.id, 1);
  expect(await world.changes(trace.id, 1)).toEqual([[f2.code, 'left', 2, null, 'isolation', f1.code]]);
  await world.officer.patch(`/isolations/${body.id}`, { to: '2021-05-23T10:45:00+07:00' });
  await world.revised(trace.id, 2);
  expect(await world.changes(trace.id, 2)).toEqual([[f2.code, 'entered', null, 2, 'isolation', f1.code]]);
});

it('a case that turns out to have been false no longer counts', async () => {
  const { f0, f1, f2, trace: one } = await chain();
  const other = await world.worker();
  await world.meet(other, f0, '22T06:00', '22T07:00');
  const two = await world.followed([one.caseIds[0], await world.case(other)]);
  expect(two.counts).toEqual({ 1: 1, 2: 1 });
  await world.officer.patch(`/cases/${one.caseIds[0]}`, { status: 'withdrawn' });
  expect(await world.revised(two.id, 1)).toMatchObject({ followed: true, counts: { 1: 1, 2: 1 } });
  expect(await world.changes(two.id, 1)).toEqual([
    [f0.code, 'entered', null, 1, 'case'],
    [f1.code, 'moved', 1, 2, 'case', f0.code],
    [f2.code, 'left', 2, null, 'source', f1.code],
  ]);
});

it('other dates of a case move its window', async () => {
  const { f0, caseId, trace } = await chain();
  const earlier = await world.worker();
  await world.meet(f0, earlier, '18T06:00', '18T07:00');
  await world.officer.patch(`/cases/${caseId}`, { onsetOn: '2021-05-20' });
  expect((await world.revised(trace.id, 1)).counts).toEqual({ 1: 2, 2: 1 });
  expect(await world.changes(trace.id, 1)).toEqual([[earlier.code, 'entered', null, 1, 'case', f0.code]]);
});

it('a source whose time moved past an encounter explains who goes', async () => {
  const [f0, f1, f2] = await world.workers(3);
  await world.meet(f0!, f1!, '23T06:00', '23T07:00');
  await world.meet(f1!, f2!, '23T08:00', '23T09:00');
  await world.meet(f0!, f1!, '23T10:00', '23T11:00');
  const trace = await world.followed([await world.case(f0!)]);
  await sql(`delete from stay where worker_no = $1 and started_at < '2021-05-23T07:30+07'`, f0!.no);
  await world.revised(trace.id, 1);
  expect(await world.changes(trace.id, 1)).toEqual([[f2!.code, 'left', 2, null, 'source', f1!.code]]);
});

it('a place that is hung elsewhere makes the list another one', async () => {
  const [f0, f1] = await world.workers(2);
  const [workshop, line] = [await world.line({ kind: 'workshop' }), await world.line()];
  await world.stay(f0!, workshop, '23T06:00', '23T07:00');
  await world.stay(f1!, line, '23T06:00', '23T07:00');
  const preset = { near: { minMinutes: null }, room: { minMinutes: 30 }, accumulate: 'total' };
  const trace = await world.followed([await world.case(f0!)], { preset });
  await sql('update place set parent_id = $2 where id = $1', line.id, workshop.id);
  expect((await world.revised(trace.id, 1)).counts).toEqual({ 1: 1, 2: 0 });
});

it('a record that becomes another person’s takes the review along', async () => {
  const { f1, f2, trace } = await chain();
  const same = await world.worker();
  const path = `/traces/${trace.id}/contacts`;
  await world.officer.post(`${path}/${f1.id}/review`, { decision: 'confirm', reason: 'asked her' });
  await sql('update worker set person_no = $2 where no = $1', f1.no, same.personNo);
  await world.revised(trace.id, 1);
  expect(await world.changes(trace.id, 1)).toEqual([
    [f1.code, 'entered', null, 1, 'record'],
    [f1.code, 'left', 1, null, 'record'],
  ]);
  const { body } = await world.officer.get(path);
  expect(body.items.map((item: any) => [item.personWorkerIds, item.review?.decision])).toEqual([
    [[f1.id, same.id], 'confirm'],
    [[f2.id], undefined],
  ]);
});

it('a trace without a given time goes on with the time, one with a given time keeps it', async () => {
  const [f0, f1] = await world.workers(2);
  const caseId = await world.case(f0!, { sampledOn: isoOf(new Date()).slice(0, 10) });
  const preset = { near: { minMinutes: 0 }, room: { minMinutes: null }, accumulate: 'total' };
  const wish = { preset, maxLevel: 1, asOf: undefined };
  const from = secondsOf(new Date()) + 4;
  const line = await world.line();
  const stays = [f0!, f1!].map(({ no }) => ({ workerNo: no, placeNo: line.no, from, to: from + 600 }));
  await makeStays(app.dataSource, stays);
  const trace = await world.followed([caseId], wish);
  const given = await world.followed([caseId], { ...wish, asOf: isoOf(from - 1) });
  expect(trace.counts).toEqual({ 1: 0 });
  await eventually(() => secondsOf(new Date()) > from);
  await world.stay(await world.worker(), line, '23T06:00', '23T07:00');
  await world.case(await world.worker());
  const revised = await world.revised(trace.id, 1);
  expect(await world.changes(trace.id, 1)).toEqual([[f1!.code, 'entered', null, 1, 'as_of']]);
  expect([revised.asOf > trace.asOf, revised.asOf > isoOf(from - 1)]).toEqual([true, true]);
  await world.settled(given.id);
  expect((await world.officer.get(`/traces/${given.id}`)).body).toMatchObject({ revision: 0, asOf: given.asOf });
});

const runsOf = async ({ id }: { id: string }): Promise<number> =>
  (await sql('select k.attempt from trace t join work k on k.id = t.revise_id where t.id = $1', id))[0].attempt;

it('where nothing changes there is no revision, but what happened is taken notice of', async () => {
  const { trace } = await chain();
  const before = await runsOf(trace);
  const [a, b] = await world.workers(2);
  await world.meet(a!, b!, '23T06:00', '23T07:00');
  await world.settled(trace.id);
  expect(await runsOf(trace)).toBeGreaterThan(before);
  expect((await world.officer.get(`/traces/${trace.id}`)).body).toMatchObject({ revision: 0, revisedAt: null });
  expect((await world.officer.get(`/traces/${trace.id}/revisions`)).body.items).toHaveLength(1);
});

it('what lies outside the window of a trace does not have it worked out anew', async () => {
  const { f0, caseId, trace } = await chain();
  const longer = await world.followed([caseId], { asOf: '2021-05-30T00:00:00+07:00' });
  await world.settled(trace.id);
  const before = await runsOf(trace);
  await world.meet(f0, await world.worker(), '29T06:00', '29T07:00');
  expect((await world.revised(longer.id, 1)).counts).toEqual({ 1: 2, 2: 1 });
  expect(await runsOf(trace)).toBe(before);
});
