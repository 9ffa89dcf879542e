import { dateOfDayNumber, localDayNumber, secondsOf } from '@app/contracts';
import { newId, type Organisation, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { gateGuard } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

let app: TestApp;
let organisation: Organisation;
let worker: Worker;
let guard: Caller;

beforeAll(async () => {
  app = await testApp([CheckinModule], { queues: [], environment: { PRESENCE_DAYS: '21' } });
  organisation = await makeOrganisation(app.dataSource);
  await makePlace(app.dataSource, await makeSite(app.dataSource, organisation), 'gate', { code: 'G1' });
  worker = await makeWorker(app.dataSource, organisation);
  guard = app.as(gateGuard(organisation.id));
});
afterAll(() => app.close());

const iso = (at: number): string => new Date(at).toISOString();
const event = (given: object) => ({ id: newId(), placeCode: 'G1', workerId: worker.id, direction: 'in', ...given });
const send = async (items: object[], clocks: object = {}): Promise<any[]> =>
  (await guard.post('/check-ins/batch', { items, ...clocks })).body.items;
const stored = async ({ id }: { id: string }): Promise<{ at: Date; skew_seconds: number | null; offline: boolean }> =>
  (await app.dataSource.query('select at, skew_seconds, offline from check_in where id = $1', [id]))[0];

it('a wall clock that is hours off is put right, and by how much is kept', async () => {
  const skew = 5 * HOUR;
  const sent = event({ deviceAt: iso(Date.now() - 2 * HOUR + skew), offline: true });
  const [answer] = await send([sent], { sentAt: iso(Date.now() + skew) });
  expect(answer).toMatchObject({ result: 'accepted', decision: 'allow', reasons: [] });
  const row = await stored(sent);
  expect(Math.abs(row.at.getTime() - (Date.now() - 2 * HOUR))).toBeLessThan(MINUTE);
  expect(Math.abs(row.skew_seconds! - skew / 1_000)).toBeLessThan(60);
  expect(row.offline).toBe(true);
});

it('within one boot the counter tells, whatever the wall clock said', async () => {
  const sent = event({ deviceAt: '1970-01-01T00:00:00Z', monotonicMs: 1_000, bootId: 'b1' });
  await send([sent], { sentAt: iso(Date.now()), sentMonotonicMs: 1_000 + 3 * HOUR, bootId: 'b1' });
  expect(Math.abs((await stored(sent)).at.getTime() - (Date.now() - 3 * HOUR))).toBeLessThan(MINUTE);
});

it('what cannot be put right is kept as a guess, flagged, and never in the future', async () => {
  const ahead = event({ deviceAt: iso(Date.now() + 2 * HOUR) });
  const [answer] = await send([ahead], { sentAt: iso(Date.now()) });
  expect(answer).toMatchObject({ result: 'flagged', decision: 'warn', reasons: ['time_uncertain'] });
  expect((await stored(ahead)).at.getTime()).toBeLessThanOrEqual(Date.now());
  const silent = event({ deviceAt: iso(Date.now() - HOUR) });
  expect((await send([silent]))[0]).toMatchObject({ reasons: ['time_uncertain'] });
});

it('a time that a client vouches for is taken as it is, up to now', async () => {
  const sent = event({ at: iso(Date.now() + 4 * MINUTE) });
  expect((await guard.post('/check-ins', sent)).status).toBe(201);
  expect((await stored(sent)).at.getTime()).toBeLessThanOrEqual(Date.now());
});

it('the same event sent later is the same event: only what it says of itself counts', async () => {
  const sent = event({ deviceAt: iso(Date.now() - HOUR), monotonicMs: 5, bootId: 'b1' });
  await send([sent], { sentAt: iso(Date.now()) });
  const first = await stored(sent);
  const [again] = await send([sent], { sentAt: iso(Date.now() + 3 * HOUR), sentMonotonicMs: 9, bootId: 'b1' });
  expect(again).toMatchObject({ replayed: true, result: 'accepted' });
  expect(await stored(sent)).toEqual(first);
  const [other] = await send([{ ...sent, bootId: 'b2' }], { sentAt: iso(Date.now()) });
  expect(other.error.code).toBe('id_reused');
});

it('what is older than is kept is refused, by the shorter limit', async () => {
  const local = (days: number) => `${dateOfDayNumber(localDayNumber(secondsOf(new Date())) - days)}T12:00:00`;
  const codeOf = async (at: string, own = worker) =>
    (await send([event({ at, workerId: own.id })]))[0].error?.code as string | undefined;
  expect([await codeOf(local(21)), await codeOf(local(22))]).toEqual([undefined, 'too_old']);
  const single = await guard.post('/check-ins', event({ at: local(22) }));
  expect([single.status, single.body.code]).toEqual([422, 'too_old']);
  const repaired = event({ deviceAt: local(5), bootId: 'b', monotonicMs: 0 });
  const clocks = { sentAt: iso(Date.now()), bootId: 'b', sentMonotonicMs: 30 * DAY };
  expect((await send([repaired], clocks))[0].error.code).toBe('too_old');
  await app.dataSource.query('update organisation set presence_days = 7 where id = $1', [organisation.id]);
  expect([await codeOf(local(7)), await codeOf(local(8))]).toEqual([undefined, 'too_old']);
});

it('clocks that no calendar has spoil nothing', async () => {
  const sent = event({ deviceAt: '9999-12-31T23:59:59Z' });
  const [answer, good] = await send([sent, event({ at: iso(Date.now()) })], { sentAt: '9999-12-31T23:59:59Z' });
  expect(answer).toMatchObject({ result: 'flagged', reasons: ['time_uncertain'] });
  expect(good).toMatchObject({ result: 'accepted' });
  const refused = await guard.post('/check-ins/batch', { items: [], sentAt: 'yesterday' });
  expect(refused.status).toBe(400);
});
