import { newId, type Organisation, type Place, type Site, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { enterpriseAdmin, gateGuard, healthOfficer, machine, provinceAdmin, workerActor } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from '../support/factories.js';

const AT = '2026-05-12T01:00:00Z';

describe('check-ins', () => {
  let app: TestApp;
  let organisation: Organisation;
  let site: Site;
  let line: Place;
  let worker: Worker;
  let guard: Caller;

  beforeAll(async () => {
    app = await testApp([CheckinModule], { queues: [] });
    organisation = await makeOrganisation(app.dataSource, { exercise: true });
    site = await makeSite(app.dataSource, organisation);
    line = await makePlace(app.dataSource, site, 'line', { code: 'L1' });
    worker = await makeWorker(app.dataSource, organisation);
    guard = app.as(gateGuard(organisation.id));
  });
  afterAll(() => app.close());

  const body = (given: object = {}) => ({
    id: newId(),
    placeCode: 'L1',
    workerId: worker.id,
    direction: 'in',
    at: AT,
    ...given,
  });
  const stored = (id: string) =>
    app.dataSource.query('select direction, at, place_no, result, device_id from check_in where id = $1', [id]);

  it('stores who was seen where and when, in whole seconds', async () => {
    const sent = body({ at: '2026-05-12T08:00:00.9+07:00', deviceId: 'gate-1' });
    const answer = await guard.post('/check-ins', sent);
    expect(answer.status).toBe(201);
    expect(answer.headers['idempotency-replayed']).toBeUndefined();
    expect(answer.body).toEqual({ id: sent.id, result: 'accepted', decision: 'allow', reasons: [] });
    const row = { direction: 'in', at: new Date(AT), place_no: line.no, result: 'accepted', device_id: 'gate-1' };
    expect(await stored(sent.id)).toEqual([row]);
  });

  it('gives the first answer to the same id again, whatever has changed since', async () => {
    const leaver = await makeWorker(app.dataSource, organisation);
    const sent = body({ workerId: leaver.id });
    const first = await guard.post('/check-ins', sent);
    await app.dataSource.query(`update worker set status = 'left' where no = $1`, [leaver.no]);
    const second = await guard.post('/check-ins', { ...sent, at: '2026-05-12T08:00:00+07:00' });
    expect(second.status).toBe(201);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(await stored(sent.id)).toHaveLength(1);
  });

  it('refuses an id that was used with another body', async () => {
    const sent = body();
    await guard.post('/check-ins', sent);
    const answer = await guard.post('/check-ins', { ...sent, direction: 'out' });
    expect([answer.status, answer.body.code]).toEqual([409, 'id_reused']);
  });

  it('keeps one row when the same id comes in several times at once', async () => {
    const sent = body();
    const answers = await Promise.all(Array.from({ length: 6 }, () => guard.post('/check-ins', sent)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(5);
    expect(await stored(sent.id)).toHaveLength(1);
  });

  it('takes a scan as in, and as out when inside', async () => {
    const { id: workerId } = await makeWorker(app.dataSource, organisation);
    const directions = [];
    for (const at of ['T06:00:00', 'T14:02:00', 'T14:03:00']) {
      const sent = body({ workerId, direction: 'scan', at: `2026-05-12${at}+07:00` });
      await guard.post('/check-ins', sent);
      directions.push((await stored(sent.id))[0].direction);
    }
    expect(directions).toEqual(['in', 'out', 'in']);
  });

  it('takes a scan at the line after the canteen as in again', async () => {
    await makePlace(app.dataSource, site, 'canteen', { code: 'C1' });
    const { id: workerId } = await makeWorker(app.dataSource, organisation);
    await guard.post('/check-ins', body({ workerId, at: '2026-05-12T06:00:00+07:00' }));
    await guard.post('/check-ins', body({ workerId, placeCode: 'C1', at: '2026-05-12T10:00:00+07:00' }));
    const back = body({ workerId, direction: 'scan', at: '2026-05-12T10:30:00+07:00' });
    await guard.post('/check-ins', back);
    expect((await stored(back.id))[0].direction).toBe('in');
  });

  it('takes a time beyond five minutes ahead for none, and keeps the id free', async () => {
    const ahead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const sent = body({ at: ahead(6) });
    const answer = await guard.post('/check-ins', sent);
    expect([answer.status, answer.body.code]).toEqual([422, 'in_the_future']);
    expect((await guard.post('/check-ins', { ...sent, at: ahead(4) })).status).toBe(201);
  });

  it('warns of somebody who left the company, and stops the isolated', async () => {
    const left = await makeWorker(app.dataSource, organisation, { status: 'left' });
    const warned = await guard.post('/check-ins', body({ workerId: left.id }));
    expect(warned.body).toMatchObject({ result: 'flagged', decision: 'warn', reasons: ['left_company'] });
    const apart = await makeWorker(app.dataSource, organisation);
    await app.dataSource.query(
      `insert into isolation (id, worker_no, started_at, reason, created_by) values ($1, $2, '2026-05-11', 'f1', $1)`,
      [newId(), apart.no],
    );
    const stopped = await guard.post('/check-ins', body({ workerId: apart.id }));
    expect(stopped.body).toMatchObject({ result: 'flagged', decision: 'stop', reasons: ['isolated'] });
  });

  it('knows neither workers nor places of another organisation', async () => {
    const other = await makeOrganisation(app.dataSource);
    const stranger = await makeWorker(app.dataSource, other);
    const elsewhere = await makePlace(app.dataSource, await makeSite(app.dataSource, other), 'line', { code: 'LX' });
    const codeOf = async (given: object) => (await guard.post('/check-ins', body(given))).body.code;
    expect(await codeOf({ workerId: stranger.id })).toBe('unknown_worker');
    expect(await codeOf({ workerId: newId() })).toBe('unknown_worker');
    expect(await codeOf({ placeCode: elsewhere.code })).toBe('unknown_place');
    expect(await codeOf({ placeCode: 'nowhere' })).toBe('unknown_place');
  });

  it("looks a code up in the worker's organisation first, then among the shared places", async () => {
    await makeSharedPlace(app.dataSource, 'bus', { code: 'L1' });
    const bus = await makeSharedPlace(app.dataSource, 'bus', { code: 'BUS' });
    const [own, shared] = [body(), body({ placeCode: 'BUS', at: '2026-05-12T02:00:00Z' })];
    await guard.post('/check-ins', own);
    await guard.post('/check-ins', shared);
    expect((await stored(own.id))[0].place_no).toBe(line.no);
    expect((await stored(shared.id))[0].place_no).toBe(bus.no);
  });

  it('takes a worker by the own token alone, and nobody else by it', async () => {
    const self = app.as(workerActor(organisation.id, worker.id));
    const { workerId: _, ...own } = body({ at: '2026-05-12T03:00:00Z' });
    expect((await self.post('/check-ins', own)).status).toBe(201);
    const colleague = await makeWorker(app.dataSource, organisation);
    const answer = await self.post('/check-ins', body({ workerId: colleague.id }));
    expect([answer.status, answer.body.code]).toEqual([422, 'unknown_worker']);
    expect((await guard.post('/check-ins', own)).body.code).toBe('invalid_request');
  });

  it('binds a guard of one site to its places', async () => {
    const second = await makeSite(app.dataSource, organisation);
    await makePlace(app.dataSource, second, 'gate', { code: 'G2' });
    const bound = app.as(gateGuard(organisation.id, second.id));
    expect((await bound.post('/check-ins', body({ placeCode: 'G2' }))).status).toBe(201);
    expect((await bound.post('/check-ins', body())).body.code).toBe('unknown_place');
  });

  it('is open to those who record and closed to the others', async () => {
    for (const actor of [provinceAdmin(), machine(), enterpriseAdmin(organisation.id)])
      expect((await app.as(actor).post('/check-ins', body())).status).toBe(201);
    expect((await app.as(healthOfficer()).post('/check-ins', body())).status).toBe(403);
    expect((await app.as().post('/check-ins', body())).status).toBe(401);
  });

  it('says every fault of a body', async () => {
    const answer = await guard.post('/check-ins', { id: 'x', direction: 'sideways', at: '2026-02-31T00:00:00Z' });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['id', 'direction', 'at']),
    );
  });
});
