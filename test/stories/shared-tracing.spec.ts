import { healthOfficer } from '../support/actors.js';
import { type Caller, ended } from '../support/app.js';
import { daysFrom, makeCrowd } from '../support/crowd.js';
import type { Product } from '../support/product.js';
import { backends } from '../support/queue-world.js';
import { hasRedisServer, testRedis, type TestRedis } from '../support/redis.js';
import { TracingProcesses } from '../support/tracing-processes.js';

jest.setTimeout(120_000);

const DAYS = daysFrom('2021-05-20', 4);
const TRACES = 10;

describe.each(backends())('two tracing processes, the queue on %s', (backend) => {
  let redis: TestRedis | undefined;
  let processes: TracingProcesses;
  let officer: Caller;

  beforeAll(async () => {
    if (backend === 'Redis' && hasRedisServer) redis = await testRedis();
    processes = await TracingProcesses.on(backend === 'Redis' ? (redis?.url ?? process.env['REDIS_URL']) : '');
    officer = processes.app.as(healthOfficer('24'));
  });
  afterAll(async () => {
    await processes.close();
    await redis?.close();
  });

  const done = async ({ url }: Product): Promise<number> => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return Number(/truyvet_jobs_total\{job="trace.run",outcome="done"\} (\d+)/.exec(metrics)?.[1] ?? 0);
  };

  it('share ten traces: each is done once, and neither works on two at a time', async () => {
    const { dataSource } = processes.app;
    const crowd = await makeCrowd(dataSource, { workers: 1_000, days: DAYS, perDay: 4 });
    const caseIds: string[] = [];
    for (const { id } of crowd.slice(0, TRACES))
      caseIds.push((await officer.post('/cases', { workerId: id, sampledOn: DAYS[2] })).body.id);
    const both = await Promise.all([processes.start(), processes.start()]);
    const preset = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' };
    const wish = { preset, maxLevel: 3, asOf: `${DAYS[3]}T23:00:00+07:00` };
    const queued = await Promise.all(caseIds.map((id) => officer.post('/traces', { ...wish, caseIds: [id] })));
    for (const { body } of queued)
      expect(await ended(officer, `/traces/${body.id}`)).toMatchObject({ status: 'done', levelsDone: 3 });

    const rows = await dataSource.query<{ attempt: number; at_a_time: number; whole: boolean }[]>(
      `select w.attempt, t.counts = (select jsonb_object_agg(l.level, (select count(*) from trace_contact c
                where c.trace_id = t.id and c.level = l.level)) from generate_series(1, 3) l(level)) as whole,
              (select count(*)::int from work o where o.started_at <= w.started_at and o.finished_at > w.started_at
                and o.job = 'trace.run') as at_a_time
       from work w join trace t on t.id = w.id`,
    );
    expect(rows.map(({ attempt, whole }) => [attempt, whole])).toEqual(Array(TRACES).fill([1, true]));
    expect(Math.max(...rows.map((row) => row.at_a_time))).toBeLessThanOrEqual(both.length);
    const shares = await Promise.all(both.map(done));
    expect(shares[0]! + shares[1]!).toBe(TRACES);
    expect(Math.min(...shares)).toBeGreaterThan(0);
  });
});
