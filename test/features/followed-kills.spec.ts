import { ENVIRONMENT } from '@app/platform';
import { type ClaimedWork, PresenceEvents } from '@app/queue';
import { of } from 'rxjs';
import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { Follower } from '../../apps/tracing/src/following/follower.js';
import { TraceReviser } from '../../apps/tracing/src/following/trace-reviser.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { TracingWorld } from '../support/tracing-world.js';

/** Processes that die, notifications that are lost. */
let app: TestApp;
let world: TracingWorld;

beforeAll(async () => {
  const environment = { TRACE_FOLLOW_SECONDS: '0', TRACE_STRATEGY: 'sql' };
  app = await testApp([TracingModule], { queues: ['tracing', 'following'], environment });
  await loadReferenceData(app.dataSource);
  world = await TracingWorld.in(app);
});
afterAll(() => app.close());

const sql = (text: string, ...parameters: unknown[]) => app.dataSource.query(text, parameters);
const silently = async (deed: () => Promise<unknown>): Promise<void> => {
  await sql('alter table presence_change disable trigger presence_change_told');
  await deed();
  await sql('alter table presence_change enable trigger presence_change_told');
};
const get = async (id: string) => (await world.officer.get(`/traces/${id}`)).body;

/** A followed trace, and the deed that brings one more person in. */
async function scene() {
  const [f0, f1, late] = await world.workers(3);
  const line = await world.meet(f0!, f1!, '23T06:00', '23T10:00');
  const trace = await world.followed([await world.case(f0!)]);
  const [{ revise_id: reviseId }] = await sql('select revise_id from trace where id = $1', trace.id);
  return { trace, reviseId, late: late!, happen: () => world.stay(late!, line, '23T08:00', '23T09:00') };
}

it('a connection that dies in the middle of publishing leaves the old list, and readers see it until the new one is whole', async () => {
  const { trace, happen } = await scene();
  const holder = app.dataSource.createQueryRunner();
  await holder.startTransaction();
  await holder.query('lock table trace_revision in share mode');
  await happen();
  const publishing = () =>
    sql(`select pid from pg_stat_activity where wait_event_type = 'Lock' and query ilike 'insert into "trace_revision"%'
           and datname = current_database()`);
  const [{ pid }] = await eventually(async () => (await publishing()).length > 0 && publishing());
  expect((await world.list(trace.id)).length).toBe(1);
  await sql('select pg_terminate_backend($1)', pid);
  await holder.commitTransaction();
  await holder.release();
  expect(await world.revised(trace.id, 1)).toMatchObject({ counts: { 1: 2 } });
  expect((await world.changes(trace.id, 1)).length).toBe(1);
  expect((await world.officer.get(`/traces/${trace.id}/revisions`)).body.items).toHaveLength(2);
});

it('a revision that failed is told with the trace, whose list stays, and is tried again with the next news', async () => {
  const { trace, reviseId, happen } = await scene();
  const error = { code: 'internal', status: 500 };
  await sql(`update work set status = 'failed', error = $2 where id = $1`, reviseId, JSON.stringify(error));
  expect(await get(trace.id)).toMatchObject({ status: 'done', followed: true, revision: 0, revisionError: error });
  await happen();
  expect((await world.revised(trace.id, 1)).revisionError).toBeUndefined();
});

describe('with a look of our own only', () => {
  let own: Follower | undefined;
  const looking = (events: PresenceEvents, dataSource = app.dataSource) =>
    void (own = new Follower(dataSource, events, app.nest.get(ENVIRONMENT)));
  beforeAll(() => app.nest.get(Follower).beforeApplicationShutdown());
  afterEach(() => own?.beforeApplicationShutdown());

  it('a run that has lost its claim leaves the list as it was, and the next one makes the revision once', async () => {
    const { trace, reviseId, happen } = await scene();
    await silently(happen);
    const work: ClaimedWork = {
      ...{ id: reviseId, job: 'trace.revise', attempt: 1, signal: new AbortController().signal },
      progress: () => undefined,
      assertHeld: () => Promise.reject(new Error('lost')),
    };
    const revise = (held: ClaimedWork) => app.nest.get(TraceReviser).revise(held);
    await expect(revise(work)).rejects.toThrow('lost');
    expect(await get(trace.id)).toMatchObject({ revision: 0, counts: { 1: 1 } });
    const holding = { ...work, assertHeld: () => Promise.resolve() };
    await revise(holding);
    await revise(holding);
    expect(await get(trace.id)).toMatchObject({ revision: 1, counts: { 1: 2 } });
  });

  it('what was not heard because the connection was away is looked up when it is back', async () => {
    const { trace, happen } = await scene();
    looking(app.nest.get(PresenceEvents));
    await silently(happen);
    await sql(`select pg_terminate_backend(pid) from pg_stat_activity
             where application_name = 'truyvet-listen' and datname = current_database()`);
    expect(await world.revised(trace.id, 1)).toMatchObject({ counts: { 1: 2 } });
  });

  it.each([
    ['what happened while no process ran', () => Promise.resolve()],
    ['what the journal has forgotten', () => sql(`update trace_seen set at = now() - interval '13 hours'`)],
    ['a trace out of a backup', () => sql('delete from trace_seen')],
    ['a trace out of another database', () => sql(`update trace_seen set snapshot = '99999999999:99999999999:'`)],
  ])('a process that starts takes up %s', async (what, before) => {
    const { trace, happen } = await scene();
    await silently(happen);
    if (what !== 'what happened while no process ran') await sql('delete from presence_change');
    await before();
    looking({ news: of(undefined) });
    expect(await world.revised(trace.id, 1)).toMatchObject({ counts: { 1: 2 } });
  });

  it('a look that fails is tried again', async () => {
    const { trace, happen } = await scene();
    await silently(happen);
    let failures = 1;
    const failing = Object.create(app.dataSource, {
      transaction: {
        value: (...given: Parameters<typeof app.dataSource.transaction>) =>
          failures-- > 0 ? Promise.reject(new Error('away')) : app.dataSource.transaction(...given),
      },
    });
    looking({ news: of(undefined) }, failing);
    expect(await world.revised(trace.id, 1)).toMatchObject({ counts: { 1: 2 } });
  });
});
