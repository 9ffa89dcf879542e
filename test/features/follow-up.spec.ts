import { localDate } from '@app/contracts';
import type { Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { pruneFollowUps } from '../../apps/checkin/src/retention/list-retention.queries.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { enterpriseAdmin, healthOfficer, provinceAdmin } from '../support/actors.js';
import { ended, testApp, type TestApp } from '../support/app.js';
import { makeSharedPlace } from '../support/factories.js';
import { TracingWorld } from '../support/tracing-world.js';

const today = localDate(Math.floor(Date.now() / 1_000));
let app: TestApp;
let world: TracingWorld;
beforeAll(async () => {
  const environment = { TRACE_FOLLOW_SECONDS: '0' };
  const modules = [TracingModule, ExchangeModule, CheckinModule];
  app = await testApp(modules, { queues: ['tracing', 'following', 'exchange'], environment });
  await loadReferenceData(app.dataSource);
  world = await TracingWorld.in(app);
});
afterAll(() => app.close());

const sql = (text: string, ...parameters: unknown[]) => app.dataSource.query(text, parameters);

/** A case that met some people for four hours, and its trace. */
async function outbreak(count = 2, dates: object = {}) {
  const [f0, ...contacts] = (await world.workers(count + 1)) as [Worker, ...Worker[]];
  const line = await world.meet(f0, contacts[0]!, '23T06:00', '23T10:00');
  if (contacts.length > 1) await world.stay(contacts.slice(1), line, '23T06:00', '23T10:00');
  const caseId = await world.case(f0, dates);
  const { id: traceId } = await world.traced([caseId], { maxLevel: 1 });
  return { caseId, traceId, contacts, line, f0 };
}
const board = async (caseId: string, query = ''): Promise<any[]> =>
  (await world.officer.get(`/follow-ups?caseId=${caseId}&limit=100${query}`)).body.items;
const step = (caseId: string, who: Worker[], state: string, more: object = {}) =>
  world.officer.post(`/cases/${caseId}/follow-ups`, { workerIds: who.map(({ id }) => id), state, ...more });

it('everybody in the newest list is to be notified on the day it was made', async () => {
  const { caseId, traceId, contacts } = await outbreak();
  const items = await board(caseId);
  expect(items.map(({ workerId }) => workerId).sort()).toEqual(contacts.map(({ id }) => id).sort());
  const expected = { caseId, traceId, level: 1, state: 'to_notify', dueOn: today, note: null, changedAt: null };
  for (const item of items) expect(item).toMatchObject(expected);
});

it('a step is kept with its note, which is sealed, and says in the log who did it for whom', async () => {
  const { caseId, contacts } = await outbreak();
  const { body } = await step(caseId, [contacts[0]!], 'notified', { note: 'Đã gọi, ở phòng trọ số 5' });
  expect(body.items).toMatchObject([{ state: 'notified', note: 'Đã gọi, ở phòng trọ số 5', dueOn: today }]);
  const [row] = await sql('select note from follow_up where case_id = $1', caseId);
  expect(row.note.toString('utf8')).not.toContain('phòng');
  const [event] = await sql(
    `select count, subjects from audit_event where action = 'follow-up.notified' and subject = $1`,
    `case:${caseId}`,
  );
  expect(event).toMatchObject({ count: 1, subjects: [contacts[0]!.no] });
});

it('a quarantine is an isolation, which ends with the release and goes when it was a mistake', async () => {
  const { caseId, contacts } = await outbreak(1);
  const isolations = () => sql('select ended_at from isolation where worker_no = $1', contacts[0]!.no);
  await step(caseId, contacts, 'quarantined');
  expect(await isolations()).toEqual([{ ended_at: null }]);
  await step(caseId, contacts, 'notified');
  expect(await isolations()).toEqual([]);
  await step(caseId, contacts, 'quarantined');
  await step(caseId, contacts, 'released');
  expect((await isolations())[0].ended_at).not.toBeNull();
});

it('is not lost when a new revision comes, nor when it no longer shows the person', async () => {
  const { caseId, traceId, contacts, line } = await outbreak();
  await step(caseId, [contacts[0]!], 'notified', { note: 'ghi' });
  await world.officer.post(`/traces/${traceId}/follow`);
  await world.settled(traceId);
  await sql(`delete from stay where worker_no = $1`, contacts[0]!.no);
  const late = await world.worker();
  await world.stay(late, line, '23T07:00', '23T09:00');
  await world.revised(traceId, 1);
  await world.settled(traceId);
  const items = await board(caseId);
  expect(items.map(({ workerId, state }) => [workerId, state]).sort()).toEqual(
    [
      [contacts[0]!.id, 'notified'],
      [contacts[1]!.id, 'to_notify'],
      [late.id, 'to_notify'],
    ].sort(),
  );
  expect(items.find(({ workerId }) => workerId === contacts[0]!.id)).toMatchObject({
    traceId: null,
    level: null,
    note: 'ghi',
  });
});

it('a new trace takes over what was done for the case, and together with another case, too', async () => {
  const { caseId, contacts } = await outbreak();
  await step(caseId, contacts, 'quarantined');
  const other = await outbreak();
  const { id } = await world.traced([caseId, other.caseId], { maxLevel: 1 });
  const items = [...(await board(caseId)), ...(await board(other.caseId))];
  expect(items).toHaveLength(4);
  expect(items.filter(({ traceId, state }) => traceId === id && state === 'quarantined')).toHaveLength(2);
});

it('the board is by day: today, overdue, and its pages bring everybody once', async () => {
  const { caseId, contacts } = await outbreak(3);
  await step(caseId, [contacts[0]!], 'notified', { dueOn: '2026-01-05' });
  await step(caseId, [contacts[1]!], 'lost');
  expect((await board(caseId, '&due=overdue')).map(({ workerId }) => workerId)).toEqual([contacts[0]!.id]);
  expect((await board(caseId, '&due=today')).map(({ workerId }) => workerId)).toEqual([contacts[2]!.id]);
  expect((await board(caseId, '&state=lost')).map(({ workerId }) => workerId)).toEqual([contacts[1]!.id]);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await world.officer.get(`/follow-ups?caseId=${caseId}&limit=1${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ workerId }: any) => workerId));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual([contacts[0]!.id, contacts[2]!.id, contacts[1]!.id]);
});

it('counts are those of the board', async () => {
  const { caseId, contacts } = await outbreak(3);
  await step(caseId, [contacts[0]!], 'lost');
  const counts = (await world.officer.get('/follow-ups/counts')).body;
  const all = (await world.officer.get('/follow-ups?limit=500')).body.items;
  const of = (state: string) => all.filter((item: any) => item.state === state).length;
  for (const state of Object.keys(counts.states)) expect([state, counts.states[state]]).toEqual([state, of(state)]);
  expect(counts.dueToday).toBe((await world.officer.get('/follow-ups?limit=500&due=today')).body.items.length);
  expect(counts.overdue).toBe((await world.officer.get('/follow-ups?limit=500&due=overdue')).body.items.length);
});

it('who was dismissed, or is a case, is nobody’s task', async () => {
  const { caseId, traceId, contacts } = await outbreak();
  const review = { decision: 'dismiss', reason: 'nghỉ hôm đó' };
  await world.officer.post(`/traces/${traceId}/contacts/${contacts[0]!.id}/review`, review);
  expect((await board(caseId)).map(({ workerId }) => workerId)).toEqual([contacts[1]!.id]);
});

it('refuses strangers, closed cases, times to come, and officers of other units', async () => {
  const { caseId, contacts } = await outbreak(1);
  const code = async (answer: Promise<any>) => (await answer).body.code;
  expect(await code(step(caseId, [await world.worker()], 'notified'))).toBe('not_a_contact');
  expect(await code(step(caseId, contacts, 'notified', { at: '2999-01-01T00:00:00Z' }))).toBe('in_the_future');
  const body = { workerIds: [contacts[0]!.id], state: 'notified' };
  expect(await code(app.as(healthOfficer('27')).post(`/cases/${caseId}/follow-ups`, body))).toBe('not_found');
  for (const actor of [provinceAdmin(), enterpriseAdmin(world.factory.id)])
    expect((await app.as(actor).get('/follow-ups')).status).toBe(403);
  expect((await app.as(healthOfficer('27')).get('/follow-ups')).body.items).toEqual([]);
  await world.officer.patch(`/cases/${caseId}`, { status: 'closed' });
  expect(await code(step(caseId, contacts, 'notified'))).toBe('case_closed');
  expect(await board(caseId)).toEqual([]);
});

it('goes with its case, and not before: 21 days after it was closed', async () => {
  const { caseId, contacts } = await outbreak(1);
  await step(caseId, contacts, 'notified');
  const left = async () => (await sql('select from follow_up where case_id = $1', caseId)).length;
  await sql(`update case_record set updated_at = now() - interval '30 days' where id = $1`, caseId);
  await pruneFollowUps(app.dataSource.manager, 21);
  expect(await left()).toBe(1);
  await sql(`update case_record set status = 'closed' where id = $1`, caseId);
  await pruneFollowUps(app.dataSource.manager, 21);
  expect(await left()).toBe(0);
});

describe('lists by commune', () => {
  it('count people where they live, and an export for that commune has as many rows', async () => {
    const { caseId, traceId, contacts } = await outbreak(3);
    const room = await makeSharedPlace(app.dataSource, 'lodging-room', { unitCode: '07777' });
    await sql(
      `insert into assignment (worker_no, kind, place_no, valid_from) values ($1, 'room', $2, '2021-01-01')`,
      ...[contacts[0]!.no, room.no],
    );
    await step(caseId, [contacts[0]!], 'quarantined');
    const { items } = (await world.officer.get(`/traces/${traceId}/communes`)).body;
    expect(items).toMatchObject([
      { unitCode: '219', people: 2, levels: { 1: 2 }, states: { to_notify: 2 } },
      { unitCode: '07777', people: 1, levels: { 1: 1 }, states: { quarantined: 1, to_notify: 0 } },
    ]);
    for (const { unitCode, people } of items) {
      const wish = { kind: 'trace', traceId, format: 'csv', purpose: 'bàn giao', filter: { unitCode } };
      const { id } = (await world.officer.post('/exports', wish)).body;
      expect(await ended(world.officer, `/exports/${id}`)).toMatchObject({ status: 'done', rows: people });
    }
  });
});

describe('the tracing clock', () => {
  it('runs from positive over the list to notice and quarantine of half of the F1', async () => {
    const confirmedAt = new Date(Date.now() - 7_200_000).toISOString();
    const { caseId, contacts } = await outbreak(3, { confirmedAt });
    const clock = async () =>
      (await world.officer.get('/tracing-clock')).body.cases.find((one: any) => one.caseId === caseId);
    expect(await clock()).toMatchObject({ positiveAt: `${confirmedAt.slice(0, 19)}Z`, contacts: 3, noticeAt: null });
    const at = new Date(Date.now() - 3_600_000).toISOString();
    await step(caseId, [contacts[0]!], 'notified', { at });
    expect(await clock()).toMatchObject({ notified: 1, noticeAt: null });
    await step(caseId, [contacts[1]!], 'quarantined', { at });
    expect(await clock()).toMatchObject({
      notified: 2,
      quarantined: 1,
      noticeAt: expect.any(String),
      quarantineAt: null,
    });
  });

  it('is summed up by district, for the cases of the officer’s units alone', async () => {
    const { body } = await world.officer.get('/tracing-clock');
    expect(body.districts).toMatchObject([{ unitCode: '219', cases: body.cases.length }]);
    expect(body.all).toMatchObject({ cases: body.cases.length, noticeSeconds: expect.any(Number) });
    expect((await app.as(healthOfficer('27')).get('/tracing-clock')).body).toMatchObject({ cases: [], districts: [] });
  });
});
