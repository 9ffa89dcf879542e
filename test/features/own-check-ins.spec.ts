import { AuditEvent, newId, type Organisation, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { enterpriseAdmin, gateGuard, personnel, workerActor } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

describe('what a worker sees of the own check-ins', () => {
  let app: TestApp;
  let organisation: Organisation;
  let [first, second]: Worker[] = [];
  beforeAll(async () => {
    app = await testApp([CheckinModule], { queues: [] });
    organisation = await makeOrganisation(app.dataSource);
    const site = await makeSite(app.dataSource, organisation);
    for (const code of ['L1', 'G1']) await makePlace(app.dataSource, site, 'line', { code, name: `Nơi ${code}` });
    [first, second] = [await makeWorker(app.dataSource, organisation), await makeWorker(app.dataSource, organisation)];
  });
  afterAll(() => app.close());

  const self = ({ id }: Worker): Caller => app.as(workerActor(organisation.id, id));
  const seen = async (worker: Worker, placeCode: string, direction: string, minutesAgo: number): Promise<string> => {
    const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
    const id = newId();
    expect((await self(worker).post('/check-ins', { id, placeCode, direction, at })).status).toBe(201);
    return id;
  };

  it('are listed latest first, page by page, and nobody else is among them', async () => {
    const ids = [await seen(first!, 'G1', 'in', 30), await seen(first!, 'L1', 'in', 20)];
    ids.push(await seen(first!, 'G1', 'out', 10));
    await seen(second!, 'L1', 'in', 15);
    const page = (cursor = '') => self(first!).get(`/workers/${first!.id}/check-ins?limit=2${cursor}`);
    const { items, nextCursor } = (await page()).body;
    const rest = (await page(`&cursor=${nextCursor}`)).body;
    expect([...items, ...rest.items].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(items[0]).toMatchObject({ placeCode: 'G1', placeName: 'Nơi G1', direction: 'out', void: false });
    expect(rest.nextCursor).toBeNull();
  });

  it('show those that were taken back as such', async () => {
    const id = await seen(second!, 'L1', 'in', 5);
    await app.as(personnel(organisation.id)).post(`/check-ins/${id}/void`, { reason: 'quét nhầm' });
    const { items } = (await self(second!).get(`/workers/${second!.id}/check-ins?limit=1`)).body;
    expect(items).toMatchObject([{ id, void: true }]);
  });

  it('is what the gate would do now, with the reasons, before standing there', async () => {
    const gate = async () => (await self(first!).get(`/workers/${first!.id}/gate`)).body;
    expect((await gate()).reasons).not.toContain('isolated');
    await app.dataSource.query(
      `insert into isolation (id, worker_no, started_at, reason, created_by) values ($1, $2, now() - interval '1 day', 'f1', $1)`,
      [newId(), first!.no],
    );
    expect(await gate()).toMatchObject({ decision: 'stop', reasons: expect.arrayContaining(['isolated']) });
  });

  it('is of the own record alone: others answer as what is absent, other roles may not ask', async () => {
    for (const what of ['check-ins', 'gate', 'badge']) {
      const foreign = await self(second!).get(`/workers/${first!.id}/${what}`);
      const absent = await self(second!).get(`/workers/${newId()}/${what}`);
      expect([foreign.status, foreign.text]).toEqual([404, absent.text]);
    }
    for (const actor of [gateGuard(organisation.id), enterpriseAdmin(organisation.id)])
      expect((await app.as(actor).get(`/workers/${first!.id}/check-ins`)).status).toBe(403);
  });

  it('has the own badge with it: the same code as the one that is printed', async () => {
    const path = `/workers/${first!.id}/badge`;
    const own = await self(first!).get(path);
    expect(own.status).toBe(200);
    expect(own.text).toBe((await app.as(personnel(organisation.id)).get(path)).text);
  });

  it('is in the log, as every reading is', async () => {
    const events = await app.dataSource.getRepository(AuditEvent).findBy({ subject: `worker:${first!.id}` });
    expect(events.map(({ action }) => action)).toEqual(expect.arrayContaining(['check_ins.read', 'gate.read']));
  });
});
