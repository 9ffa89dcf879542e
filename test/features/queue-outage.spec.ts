import { Operation } from '@app/platform';
import { eventually } from '../support/eventually.js';
import { complaints, idle } from '../support/queue-app.js';
import { backends, QueueWorld } from '../support/queue-world.js';
import { hasRedisServer } from '../support/redis.js';

jest.setTimeout(60_000);

describe.each(backends())('connections that break, the queue on %s', (backend) => {
  let world: QueueWorld;
  beforeAll(async () => (world = await QueueWorld.on(backend)));
  afterEach(async () => {
    await world.quiet();
    complaints.length = 0;
  });
  afterAll(() => world.close());

  it('every connection to PostgreSQL may be cut: work goes on, and it is said once', async () => {
    const app = await world.app(['tracing'], ...idle('trace.run'));
    await world.until(await world.enqueue('trace.run'), 'done');
    await world.sql(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
    await world.until(await world.enqueue('trace.run'), 'done');
    await world.until(await world.enqueue('trace.run'), 'done');
    await eventually(async () => Object.values(await app.nest.get(Operation).readiness()).every((s) => s === 'up'));
    expect(complaints.length).toBeLessThanOrEqual(4);
  });
});

if (hasRedisServer) {
  describe('Redis that is down', () => {
    let world: QueueWorld;
    beforeEach(async () => (world = await QueueWorld.on('Redis')));
    afterEach(async () => {
      await world.close();
      complaints.length = 0;
    });

    it('hinders no request, is said once and shown as not ready; what was asked for is done when it is back', async () => {
      const app = await world.app(['tracing'], ...idle('trace.run'));
      const { readiness } = { readiness: () => app.nest.get(Operation).readiness() };
      await world.until(await world.enqueue('trace.run'), 'done');
      await world.redis!.stop();
      const began = Date.now();
      const ids = await Promise.all(Array.from({ length: 20 }, () => world.enqueue('trace.run')));
      expect(Date.now() - began).toBeLessThan(1_000);
      await eventually(async () => (await readiness())['queue'] === 'down');
      await eventually(() => complaints.length > 0);
      expect(await world.sql('select from outbox')).toHaveLength(20);
      await world.redis!.start();
      for (const id of ids) await world.until(id, 'done', 30_000);
      expect(await readiness()).toEqual({ queue: 'up' });
      expect(complaints).toHaveLength(1);
    });

    it('hinders neither start nor stop', async () => {
      await world.redis!.stop();
      const app = await world.app(['tracing'], ...idle('trace.run'));
      const id = await world.enqueue('trace.run');
      const began = Date.now();
      await app.close();
      expect(Date.now() - began).toBeLessThan(8_000);
      const again = await world.app(['tracing'], ...idle('trace.run'));
      await world.redis!.start();
      await world.until(id, 'done', 30_000);
      await again.close();
    });
  });
}
