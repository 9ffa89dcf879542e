import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { enterpriseAdmin, healthOfficer } from '../support/actors.js';
import { testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { TracingWorld } from '../support/tracing-world.js';

const NOBODY = '0190a0a0-0000-7000-8000-000000000009';
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
const post = (path: string) => world.officer.post(path);
const get = async (path: string) => (await world.officer.get(path)).body;

async function pair() {
  const [f0, f1] = await world.workers(2);
  const line = await world.meet(f0!, f1!, '23T06:00', '23T10:00');
  return { f0: f0!, f1: f1!, line, caseId: await world.case(f0!) };
}

it('following twice is the same as once, and so is ending it', async () => {
  const { caseId } = await pair();
  const { id } = await world.traced([caseId]);
  expect(await get(`/traces/${id}`)).toMatchObject({ followed: false, revision: 0, revisedAt: null });
  for (const [deed, followed] of [
    ['follow', true],
    ['follow', true],
    ['unfollow', false],
    ['unfollow', false],
  ] as const) {
    const { status, body } = await post(`/traces/${id}/${deed}`);
    expect([status, body.id, body.followed]).toEqual([200, id, followed]);
  }
  const deeds = await sql(
    `select action from audit_event where subject = $1 and action like '%follow' order by id`,
    `trace:${id}`,
  );
  expect(deeds.map(({ action }: any) => action)).toEqual(['trace.follow', 'trace.unfollow']);
});

it('a trace that is followed again takes in what it has missed', async () => {
  const { line, caseId } = await pair();
  const { id } = await world.followed([caseId]);
  await post(`/traces/${id}/unfollow`);
  await world.stay(await world.worker(), line, '23T08:00', '23T09:00');
  const other = await pair();
  const witness = await world.followed([other.caseId]);
  await world.stay(await world.worker(), other.line, '23T08:00', '23T09:00');
  await world.revised(witness.id, 1);
  expect(await get(`/traces/${id}`)).toMatchObject({ revision: 0, counts: { 1: 1 } });
  await post(`/traces/${id}/follow`);
  expect(await world.revised(id, 1)).toMatchObject({ counts: { 1: 2 } });
});

it('only what is done, looks forward and has an open case can be followed', async () => {
  const { caseId } = await pair();
  const { id } = await world.traced([caseId]);
  const refused = async () => {
    const { status, body } = await post(`/traces/${id}/follow`);
    return [status, body.code];
  };
  await sql(`update work set status = 'cancelled' where id = $1`, id);
  expect(await refused()).toEqual([409, 'not_ready']);
  await sql(`update work set status = 'done' where id = $1`, id);
  await sql(`update trace set direction = 'backward' where id = $1`, id);
  expect(await refused()).toEqual([422, 'not_followable']);
  await sql(`update trace set direction = 'forward' where id = $1`, id);
  for (const status of ['closed', 'withdrawn']) {
    await world.officer.patch(`/cases/${caseId}`, { status });
    expect(await refused()).toEqual([422, 'invalid_status']);
  }
});

it('the last open case takes the following along, and opening it again does not bring it back', async () => {
  const [one, two] = [await pair(), await pair()];
  const { id } = await world.followed([one.caseId, two.caseId]);
  await world.officer.patch(`/cases/${one.caseId}`, { status: 'closed' });
  expect(await get(`/traces/${id}`)).toMatchObject({ followed: true });
  await world.officer.patch(`/cases/${two.caseId}`, { status: 'withdrawn' });
  expect(await get(`/traces/${id}`)).toMatchObject({ followed: false });
  await world.officer.patch(`/cases/${one.caseId}`, { status: 'open' });
  expect(await get(`/traces/${id}`)).toMatchObject({ followed: false });
});

it('a case that is closed past the service ends it as well', async () => {
  const { caseId } = await pair();
  const { id } = await world.followed([caseId]);
  await sql(`update case_record set status = 'closed' where id = $1`, caseId);
  await eventually(async () => !(await get(`/traces/${id}`)).followed);
});

it('officers of other units, and other roles, learn nothing', async () => {
  const { id } = await world.followed([(await pair()).caseId]);
  const stranger = app.as(healthOfficer('27'));
  for (const path of [`/traces/${id}/revisions`, `/traces/${id}/revisions/0/changes`])
    expect((await stranger.get(path)).text).toBe((await stranger.get(path.replace(id, NOBODY))).text);
  for (const deed of ['follow', 'unfollow'])
    expect((await stranger.post(`/traces/${id}/${deed}`)).body.code).toBe('not_found');
  expect((await app.as(enterpriseAdmin(world.factory.id)).post(`/traces/${id}/follow`)).status).toBe(403);
  expect((await world.officer.get(`/traces/${id}/revisions/1/changes`)).body.code).toBe('not_found');
  expect((await world.officer.get(`/traces/${id}/revisions/x/changes`)).body.code).toBe('invalid_request');
});

it('revisions and their changes are read in pages, and reading who is noted', async () => {
  const { line, caseId } = await pair();
  const { id } = await world.followed([caseId]);
  const late = await world.workers(3);
  await world.stay(late, line, '23T08:00', '23T09:00');
  await world.revised(id, 1);
  const [newest, first] = (await get(`/traces/${id}/revisions`)).items;
  expect([newest, first]).toMatchObject([
    { revision: 1, entered: 3, left: 0, moved: 0, counts: { 1: 4, 2: 0 }, asOf: '2021-05-27T17:00:00Z' },
    { revision: 0, entered: 0, left: 0, moved: 0, counts: { 1: 1, 2: 0 }, asOf: '2021-05-27T17:00:00Z' },
  ]);
  const page = await get(`/traces/${id}/revisions?limit=1`);
  expect((await get(`/traces/${id}/revisions?limit=1&cursor=${page.nextCursor}`)).items).toEqual([first]);
  const changes = await get(`/traces/${id}/revisions/1/changes?limit=2`);
  const rest = await get(`/traces/${id}/revisions/1/changes?limit=2&cursor=${changes.nextCursor}`);
  const told = [...changes.items, ...rest.items].map(({ workerId }: any) => workerId);
  expect(told.sort()).toEqual(late.map((one) => one.id).sort());
  expect(rest).toMatchObject({ nextCursor: null, items: [{ organisationId: world.factory.id, sourceWorkerId: null }] });
  const read = await sql(
    `select count from audit_event where subject = $1 and action = 'contact.read' order by id`,
    `trace:${id}`,
  );
  expect(read.map(({ count }: any) => count)).toEqual([2, 1]);
});
