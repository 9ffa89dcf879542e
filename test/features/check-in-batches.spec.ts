import { newId, type Organisation, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { gateGuard } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

const instant = (minute: number): string => new Date(Date.UTC(2026, 4, 12, 1, minute)).toISOString();

describe('batches of check-ins', () => {
  let app: TestApp;
  let organisation: Organisation;
  let worker: Worker;
  let guard: Caller;

  beforeAll(async () => {
    app = await testApp([CheckinModule], { queues: [] });
    organisation = await makeOrganisation(app.dataSource, { exercise: true });
    await makePlace(app.dataSource, await makeSite(app.dataSource, organisation), 'line', { code: 'L1' });
    worker = await makeWorker(app.dataSource, organisation);
    guard = app.as(gateGuard(organisation.id));
  });
  afterAll(() => app.close());

  const item = (given: object = {}) => ({
    id: newId(),
    placeCode: 'L1',
    workerId: worker.id,
    direction: 'in',
    at: instant(0),
    ...given,
  });
  const send = async (items: unknown[]) => (await guard.post('/check-ins/batch', { items })).body.items;
  const rows = async (ids: string[]): Promise<{ id: string; direction: string }[]> =>
    app.dataSource.query('select id, direction from check_in where id = any($1::uuid[]) order by at', [ids]);

  it('answers in order, and a bad item spoils no other', async () => {
    const [first, last] = [item(), item({ at: instant(1) })];
    const items = await send([first, { id: 7 }, 'nothing', null, item({ workerId: newId() }), last]);
    expect(items[0]).toEqual({ id: first.id, result: 'accepted', decision: 'allow', reasons: [], replayed: false });
    expect(items.slice(1, 5).map(({ error }: any) => error.code)).toEqual([
      ...['invalid_request', 'invalid_request', 'invalid_request', 'unknown_worker'],
    ]);
    expect(items[4]).toMatchObject({ result: 'refused', decision: 'stop', reasons: ['unknown_worker'] });
    expect(items[5]).toMatchObject({ id: last.id, result: 'accepted' });
    expect(await rows([first.id, last.id])).toHaveLength(2);
  });

  it('replays what it knows and refuses a reused id, also within one batch', async () => {
    const [known, fresh] = [item(), item({ at: instant(2) })];
    await send([known]);
    const items = await send([known, fresh, fresh, { ...fresh, direction: 'out' }, { ...known, at: instant(3) }]);
    expect(items.map(({ replayed, error }: any) => error?.code ?? replayed)).toEqual([
      ...[true, false, true, 'id_reused', 'id_reused'],
    ]);
    expect(await rows([known.id, fresh.id])).toHaveLength(2);
  });

  it('lets a valid item have the id that a faulty one bore before it', async () => {
    const good = item();
    const items = await send([{ ...good, placeCode: 'nowhere' }, good]);
    expect(items.map(({ error }: any) => error?.code)).toEqual(['unknown_place', undefined]);
  });

  it('tells the way of scans by their times, not by their order in the batch', async () => {
    const { id: workerId } = await makeWorker(app.dataSource, organisation);
    const scans = [2, 0, 1].map((minute) => item({ workerId, direction: 'scan', at: instant(minute) }));
    await send(scans);
    expect((await rows(scans.map(({ id }) => id))).map(({ direction }) => direction)).toEqual(['in', 'out', 'in']);
  });

  it('stores each id once when batches overlap and run at the same time in other orders', async () => {
    const items = Array.from({ length: 200 }, (_, minute) => item({ at: instant(minute) }));
    const batches = [items, items.toReversed(), items.slice(50, 150), items.slice(100).concat(items.slice(0, 100))];
    const answers = (await Promise.all(batches.map(send))).flat();
    expect(answers.every(({ result }: any) => result === 'accepted')).toBe(true);
    expect(answers.filter(({ replayed }: any) => !replayed)).toHaveLength(200);
    expect(await rows(items.map(({ id }) => id))).toHaveLength(200);
  });

  it('takes a thousand and no more', async () => {
    const items = Array.from({ length: 1_001 }, (_, minute) => item({ at: instant(minute) }));
    const answer = await guard.post('/check-ins/batch', { items });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(await send(items.slice(1))).toHaveLength(1_000);
  });

  it('asks once for the stays of each day that it touches', async () => {
    const other = await makeOrganisation(app.dataSource, { exercise: true });
    await makePlace(app.dataSource, await makeSite(app.dataSource, other), 'line', { code: 'L1' });
    const { id: workerId } = await makeWorker(app.dataSource, other);
    const at = (hour: number) => new Date(Date.UTC(2026, 4, 12, hour)).toISOString(); // local time is seven hours ahead
    // the second time nobody has taken yet what was asked for the first time
    for (const hours of [[0, 3, 5], [4]]) {
      const items = hours.map((hour) => item({ workerId, at: at(hour) }));
      await app.as(gateGuard(other.id)).post('/check-ins/batch', { items });
    }
    const days = await app.dataSource.query(
      `select d.day::text, d.requested, w.status from stay_derivation d join work w using (id)
       where d.organisation_id = $1 order by 1`,
      [other.id],
    );
    expect(days).toEqual(
      ['2026-05-11', '2026-05-12', '2026-05-13'].map((day) => ({ day, requested: 1, status: 'queued' })),
    );
  });
});
