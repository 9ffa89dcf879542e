import { newId } from '@app/database';
import { DomainError, Operation } from '@app/platform';
import { type ClaimedWork, enqueue, requeue, RetryLater } from '@app/queue';
import { eventually } from '../support/eventually.js';
import { complaints, idle, processor } from '../support/queue-app.js';
import { backends, QueueWorld } from '../support/queue-world.js';

jest.setTimeout(60_000);

const never = (work: ClaimedWork): Promise<void> =>
  new Promise((_, reject) => work.signal.addEventListener('abort', () => reject(work.signal.reason as Error)));

it('in CI both queues are there', () => {
  if (process.env['CI']) expect(backends()).toEqual(['PostgreSQL', 'Redis']);
});

describe.each(backends())('the queue on %s', (backend) => {
  let world: QueueWorld;
  beforeAll(async () => (world = await QueueWorld.on(backend)));
  afterEach(async () => {
    await world.quiet();
    complaints.length = 0;
  });
  afterAll(() => world.close());

  it('work is run when the transaction that queued it commits, and never when it is rolled back', async () => {
    const ran: string[] = [];
    await world.app(
      ['tracing'],
      processor('trace.run', async ({ id }) => void ran.push(id)),
    );
    const undone = newId();
    const rolledBack = world.database.dataSource.transaction(async (manager) => {
      await enqueue(manager, 'trace.run', undone);
      throw new Error('changed my mind');
    });
    await expect(rolledBack).rejects.toThrow();
    const id = await world.enqueue('trace.run');
    expect(await world.until(id, 'done')).toMatchObject({ attempt: 1, progress: 1, error: null });
    expect(ran).toEqual([id]);
  });

  it('work is picked up at once', async () => {
    await world.app(['tracing'], ...idle('trace.run'));
    const id = await world.enqueue('trace.run');
    await world.until(id, 'done');
    const [{ ms }] = (await world.sql<{ ms: number }>(
      'select extract(epoch from started_at - created_at)::float8 * 1000 as ms from work where id = $1',
      id,
    )) as [{ ms: number }];
    expect(ms).toBeLessThan(1_000);
  });

  it('work that was rung for many times, in two processes, runs once', async () => {
    const ran: string[] = [];
    const trace = processor('trace.run', async ({ id }) => void ran.push(id));
    await world.app(['tracing'], trace);
    await world.app(['tracing'], trace);
    const ids = await Promise.all(Array.from({ length: 20 }, () => world.enqueue('trace.run')));
    await world.sql('insert into outbox (work_id) select id from work cross join generate_series(1, 5)');
    await Promise.all(ids.map((id) => world.until(id, 'done')));
    await world.sql('insert into outbox (work_id) select id from work');
    await eventually(async () => (await world.sql('select from outbox')).length === 0);
    expect([...ran].sort()).toEqual([...ids].sort());
  });

  it('work waits for its time', async () => {
    await world.app(['tracing'], ...idle('trace.run'));
    const id = await world.enqueue('trace.run', { runAfter: new Date(Date.now() + 1_000) });
    await world.until(id, 'done');
    const rows = await world.sql<{ waited: boolean }>('select started_at >= run_after as waited from work');
    expect(rows).toEqual([{ waited: true }]);
  });

  it('the queue holds ids and nothing else', async () => {
    const blocked = processor('trace.run', never);
    await world.app(['tracing'], blocked);
    const ids = await Promise.all([world.enqueue('trace.run'), world.enqueue('trace.run')]);
    const payloads = await eventually(async () => {
      const found = await world.payloads();
      return found.length === 2 && found;
    });
    expect(payloads).toEqual(expect.arrayContaining(ids.map((id) => ({ id }))));
  });

  it('start-up refuses a job without a processor, and one with two, by name', async () => {
    await expect(world.app(['tracing'])).rejects.toThrow('trace.run has no processor');
    await expect(world.app(['tracing'], ...idle('trace.run', 'trace.run'))).rejects.toThrow('trace.run has 2');
    await expect(world.app(['exchange'], ...idle('trace.run', 'export.run'))).rejects.toThrow('delivery.send');
  });

  it('every run is counted by how it ended', async () => {
    const app = await world.app(['tracing'], ...idle('trace.run'));
    await world.until(await world.enqueue('trace.run'), 'done');
    const counted = () => app.nest.get(Operation).metrics.getSingleMetricAsString('truyvet_jobs_total');
    await eventually(async () => (await counted()).includes('{job="trace.run",outcome="done"} 1'));
  });

  it('a refusal of the domain fails for good, with its problem', async () => {
    await world.app(
      ['tracing'],
      processor('trace.run', () => Promise.reject(new DomainError('unknown_case'))),
    );
    const id = await world.enqueue('trace.run');
    const work = await world.until(id, 'failed');
    expect(work).toMatchObject({ attempt: 1, error: { code: 'unknown_case', status: 422 } });
    expect(complaints).toEqual([]);
  });

  it('a bug is logged without its message, tried again after a growing wait, and fails in the end', async () => {
    await world.app(
      ['tracing'],
      processor('trace.run', () => Promise.reject(new TypeError('Nguyễn Văn A, 0912345678'))),
    );
    const id = await world.enqueue('trace.run');
    await eventually(async () => (await world.work(id)).failures === 2);
    expect(complaints).toHaveLength(2);
    expect(complaints.join()).toContain('TypeError');
    expect(complaints.join()).not.toContain('0912345678');
    const [{ wait }] = (await world.sql<{ wait: number }>(
      'select extract(epoch from run_after - now())::float8 as wait from work',
    )) as [{ wait: number }];
    expect(wait).toBeGreaterThan(1);
    await world.sql('update work set failures = 4');
    expect((await world.until(id, 'failed')).error).toMatchObject({ code: 'internal' });
  });

  it('trouble that passes is tried again quietly, and has a problem of its own in the end', async () => {
    const send = processor('delivery.send', () => Promise.reject(new RetryLater('delivery_rejected', undefined, 50)));
    await world.app(['exchange'], send, ...idle('export.run'));
    const id = await world.enqueue('delivery.send');
    const work = await world.until(id, 'failed');
    expect(work).toMatchObject({ attempt: 12, error: { code: 'delivery_rejected' } });
    expect(complaints).toEqual([]);
  });

  it('work asked for again while it runs is run once more afterwards', async () => {
    let finish = (): void => undefined;
    const attempts: number[] = [];
    const trace = processor('trace.run', async ({ attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) await new Promise<void>((resolve) => (finish = resolve));
    });
    await world.app(['tracing'], trace);
    const id = await world.enqueue('trace.run');
    await world.until(id, 'running');
    const ask = () => world.database.dataSource.transaction((manager) => requeue(manager, 'trace.run', id));
    expect(await ask()).toBe('again');
    await eventually(() => attempts.length === 1);
    finish();
    expect(await world.until(id, 'done')).toMatchObject({ attempt: 2, failures: 0 });
    expect(await ask()).toBe('queued');
    await eventually(() => attempts.length === 3);
  });

  it('an emptied queue loses no work', async () => {
    let finish = (): void => undefined;
    const trace = processor('trace.run', async ({ attempt, id }) => {
      if (id === first && attempt === 1) await new Promise<void>((resolve) => (finish = resolve));
    });
    await world.app(['tracing'], trace);
    const first = await world.enqueue('trace.run');
    await world.until(first, 'running');
    const others = await Promise.all([1, 2, 3].map(() => world.enqueue('trace.run')));
    await eventually(async () => (await world.payloads()).length === 4);
    await world.emptyQueue();
    finish();
    await world.sql(`update work set run_after = run_after - interval '15 seconds' where status = 'queued'`);
    for (const id of [first, ...others]) await world.until(id, 'done');
  });

  it('a cancelled run hears of it and can publish nothing', async () => {
    const seen: { aborted?: boolean; refused?: string } = {};
    const trace = processor('trace.run', async (work) => {
      await never(work).catch(() => (seen.aborted = true));
      const publish = world.database.dataSource.transaction((manager) => work.assertHeld(manager));
      await publish.catch((error: Error) => (seen.refused = error.name));
    });
    await world.app(['tracing'], trace);
    const id = await world.enqueue('trace.run');
    await world.until(id, 'running');
    expect(await world.cancel(id)).toBe(true);
    await eventually(() => seen.refused, 2_000);
    expect(seen).toEqual({ aborted: true, refused: 'ClaimLost' });
    expect(await world.work(id)).toMatchObject({ status: 'cancelled', progress: 0 });
    expect(await world.cancel(id)).toBe(false);
  });

  it('a run that another has taken over can neither publish nor end the work', async () => {
    const trace = processor('trace.run', async (work) => {
      await world.sql(`update work set attempt = attempt + 1`);
      await world.database.dataSource.transaction((manager) => work.assertHeld(manager));
    });
    await world.app(['tracing'], trace);
    const id = await world.enqueue('trace.run');
    await eventually(async () => (await world.work(id)).attempt === 2);
    expect(await world.work(id)).toMatchObject({ status: 'running', error: null });
  });

  it('a process that stops puts its work back, and the next goes on at once', async () => {
    const app = await world.app(['tracing'], processor('trace.run', never));
    const id = await world.enqueue('trace.run');
    await world.until(id, 'running');
    const began = Date.now();
    await app.close();
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await world.work(id)).toMatchObject({ status: 'queued', leaseUntil: null, failures: 0 });
    await world.app(['tracing'], ...idle('trace.run'));
    await world.until(id, 'done', 3_000);
  });

  it('a periodic job runs at start, and is queued for the next time', async () => {
    let runs = 0;
    const make = processor('partitions.make', async () => void runs++);
    const others = idle('stay-import.run', 'proximity-import.run', 'stays.request', 'presence.prune');
    await world.app(['checkin'], make, ...others);
    const [next] = await eventually(async () => {
      const rows = await world.sql<{ wait: number }>(
        `select extract(epoch from run_after - now())::float8 / 60 as wait from work where job = 'partitions.make' and status = 'queued' and attempt = 1`,
      );
      return rows.length === 1 && rows;
    });
    expect(next!.wait).toBeCloseTo(60, 0);
    await world.app(['checkin'], make, ...others);
    await eventually(() => runs === 2);
  });
});
