import { resolvePreset } from '@app/contact-graph';
import { startOfDate, startOfNextDate } from '@app/contracts';
import { Operation } from '@app/platform';
import type { WorldWish } from '@app/presence';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { healthOfficer } from '../support/actors.js';
import { type Caller, ended, testApp, type TestApp } from '../support/app.js';
import { newReader, tell } from '../support/both-worlds.js';
import { daysFrom, makeCrowd } from '../support/crowd.js';
import { eventually } from '../support/eventually.js';

const DAYS = daysFrom('2021-05-20', 4);
const preset = resolvePreset({ near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' });
let app: TestApp;
let officer: Caller;
let crowd: { no: number; id: string }[];

beforeAll(async () => {
  app = await testApp([TracingModule], { queues: ['tracing'], environment: { TRACE_WARM_DAYS: '0' } });
  officer = app.as(healthOfficer('24'));
  crowd = await makeCrowd(app.dataSource, { workers: 200, days: DAYS });
});
afterAll(() => app.close());

/** A wish for all days; `onProgress` may throw. */
const all = (onProgress: (share: number) => void): WorldWish => ({
  ...{ preset, from: startOfDate(DAYS[0]!), to: startOfNextDate(DAYS[3]!), onProgress },
});

it('a window asked for while another is loaded waits for it, and finds its days', async () => {
  const { reader, reads } = newReader(app.dataSource);
  const told: string[] = [];
  let second: Promise<unknown> | undefined;
  const first = reader.open(
    all((share) => {
      second ??= reader.open(all((other) => told.push(`second ${other}`)));
      told.push(`first ${share}`);
    }),
  );
  await first;
  await second;
  const shares = [0, 0.25, 0.5, 0.75, 1];
  expect(told).toEqual([...shares.map((share) => `first ${share}`), ...shares.map((share) => `second ${share}`)]);
  expect(await reads()).toEqual({ whole: 4 });
});

it('who looks at little takes days that are in memory, and has none loaded', async () => {
  const { reader, reads } = newReader(app.dataSource);
  const little = async () => {
    const world = await reader.open({ ...all(() => undefined), little: true });
    await world.close();
    return world.strategy;
  };
  expect(await little()).toBe('sql');
  expect(await reads()).toEqual({});
  const loading = reader.open(all(() => undefined));
  expect(await little()).toBe('sql');
  await loading;
  expect(await little()).toBe('memory');
  expect(await reads()).toEqual({ whole: 4 });
});

it('who is cancelled while loading stops at the next day, who is cancelled while waiting reads nothing', async () => {
  const { reader, reads } = newReader(app.dataSource);
  const cancelledAt = (limit: number) =>
    all((share) => {
      if (share >= limit) throw new Error(`cancelled at ${share}`);
    });
  const opened = [reader.open(cancelledAt(0.5)), reader.open(cancelledAt(0))];
  const outcomes = await Promise.allSettled(opened);
  expect(outcomes.map((one) => one.status === 'rejected' && String(one.reason))).toEqual([
    'Error: cancelled at 0.5',
    'Error: cancelled at 0',
  ]);
  expect(await reads()).toEqual({ whole: 2 });
});

it('what was loaded before a cancellation is used by the next, and right', async () => {
  const { reader, reads } = newReader(app.dataSource);
  const refused = reader.open(
    all((share) => {
      if (share === 0.75) throw new Error('cancelled');
    }),
  );
  await expect(refused).rejects.toThrow('cancelled');
  await app.dataSource.query('delete from stay where worker_no = $1 and day = $2', [crowd[7]!.no, DAYS[1]]);
  const cases = [{ workerNo: crowd[0]!.no, sampledOn: DAYS[2]! }];
  const question = { preset, cases, asOf: startOfNextDate(DAYS[3]!), maxLevel: 1 };
  const told = await tell(reader, question);
  expect(await reads()).toEqual({ whole: 4, persons: 1 });
  expect(told.text).toBe((await tell(newReader(app.dataSource, { TRACE_STRATEGY: 'sql' }).reader, question)).text);
});

it('a trace that is cancelled while its window is loaded ends at once, and the next one runs', async () => {
  const entered = await officer.post('/cases', { workerId: crowd[0]!.id, sampledOn: DAYS[2] });
  const near = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' };
  const wish = { caseIds: [entered.body.id], preset: near, asOf: `${DAYS[3]}T23:00:00+07:00` };
  const ask = async (maxLevel: number): Promise<string> =>
    (await officer.post('/traces', { ...wish, maxLevel })).body.id;
  const blocker = app.dataSource.createQueryRunner();
  await blocker.startTransaction();
  await blocker.query(`lock table stay_${DAYS[0]!.replaceAll('-', '')} in access exclusive mode`);
  const [cut, next] = [await ask(3), await ask(2)];
  await eventually(async () => (await officer.get(`/traces/${cut}`)).body.progress > 0);
  expect((await officer.get(`/traces/${next}`)).body).toMatchObject({ status: 'queued', progress: 0 });
  expect((await officer.post(`/traces/${cut}/cancel`)).body.status).toBe('cancelled');
  await blocker.rollbackTransaction();
  await blocker.release();
  expect(await ended(officer, `/traces/${next}`)).toMatchObject({ status: 'done', levelsDone: 2 });
  expect(await ended(officer, `/traces/${cut}`)).toMatchObject({ status: 'cancelled', levelsDone: 0 });
  const metrics = await app.nest.get(Operation).metrics.metrics();
  expect(metrics).toContain('truyvet_presence_reads_total{share="whole"} 4\n');
});
