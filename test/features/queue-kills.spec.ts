import { eventually } from '../support/eventually.js';
import { idle } from '../support/queue-app.js';
import { backends, QueueWorld } from '../support/queue-world.js';

jest.setTimeout(120_000);

describe.each(backends())('processes that are killed, the queue on %s', (backend) => {
  let world: QueueWorld;
  beforeAll(async () => (world = await QueueWorld.on(backend)));
  afterEach(() => world.quiet());
  afterAll(() => world.close());

  it('work under way in a process that is killed is done by another within half a minute', async () => {
    const id = await world.enqueue('trace.run');
    const child = world.child();
    await child.says(/^took 1$/);
    await world.app(['tracing'], ...idle('trace.run'));
    const killedAt = Date.now();
    await child.kill();
    expect(await world.until(id, 'done', 30_000)).toMatchObject({ attempt: 2, takeovers: 1, failures: 0 });
    expect(Date.now() - killedAt).toBeLessThan(30_000);
  });

  it('work survives five kills', async () => {
    const id = await world.enqueue('trace.run');
    for (const attempt of [1, 2, 3, 4, 5]) {
      const child = world.child();
      await child.says(new RegExp(`^took ${attempt}$`));
      await child.kill();
      await world.sql('update work set lease_until = now()'); // as if the lease had run out meanwhile
    }
    await world.app(['tracing'], ...idle('trace.run'));
    expect(await world.until(id, 'done')).toMatchObject({ attempt: 6, takeovers: 5, failures: 0, error: null });
  });

  it('work whose process was killed twenty times is given up', async () => {
    const id = await world.enqueue('trace.run');
    await world.sql(`update work set status = 'running', lease_until = now(), attempt = 21, takeovers = 20`);
    await world.app(['tracing'], ...idle('trace.run'));
    expect((await world.until(id, 'failed')).error).toMatchObject({ code: 'internal' });
  });

  it('a process that is alive keeps its work, however long it takes', async () => {
    const id = await world.enqueue('trace.run');
    const child = world.child();
    await child.says(/^took 1$/);
    const before = (await world.work(id)).leaseUntil!;
    await world.app(['tracing'], ...idle('trace.run'));
    await eventually(async () => (await world.work(id)).leaseUntil! > new Date(before.getTime() + 5_000));
    expect(await world.work(id)).toMatchObject({ status: 'running', attempt: 1 });
  });
});
