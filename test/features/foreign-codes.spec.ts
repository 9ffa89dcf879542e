import { Keys } from '@app/platform';
import { newId, type Organisation, Person, type Place, type Worker } from '@app/database';
import { createHash } from 'node:crypto';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { gateGuard, provinceAdmin, workerActor } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

const card = (number: string, old = ''): string =>
  `${number}|${old}|Nguyễn Thị Bưởi|02091988|Nữ|Thôn 3, Quang Châu, Việt Yên, Bắc Giang|10052021`;
const national = (number: string): string => `${number}|NGUYEN THI BUOI|1988-**-**|0|QID-55|`;

describe("others' codes", () => {
  let app: TestApp;
  let organisation: Organisation;
  let gate: Place;
  let guard: Caller;

  beforeAll(async () => {
    app = await testApp([CheckinModule], { queues: [] });
    organisation = await makeOrganisation(app.dataSource, { exercise: true });
    gate = await makePlace(app.dataSource, await makeSite(app.dataSource, organisation), 'gate');
    guard = app.as(gateGuard(organisation.id));
  });
  afterAll(() => app.close());

  const body = (badge: string, given: object = {}) => ({
    ...{ id: newId(), placeCode: gate.code, direction: 'in', at: '2026-05-12T01:00:00Z', badge },
    ...given,
  });
  const personWith = async (number: string): Promise<number> => {
    const identityHash = app.nest.get(Keys).blindIndex(number);
    return (await app.dataSource.getRepository(Person).insert({ identityHash })).generatedMaps[0]!['no'] as number;
  };
  const workerWith = async (number: string, given: Partial<Worker> = {}, employer = organisation): Promise<Worker> =>
    makeWorker(app.dataSource, employer, { personNo: await personWith(number), ...given });
  const storedFor = async (id: string): Promise<{ worker_no: number; trust: string }> =>
    (await app.dataSource.query('select worker_no, trust from check_in where id = $1', [id]))[0];

  it('finds the worker by an identity card and by the national QR code', async () => {
    const { no } = await workerWith('024188001234');
    for (const text of [card('024188001234'), `${card('024188001234')}||more`, national('024188001234')]) {
      const sent = body(text);
      expect((await guard.post('/check-ins', sent)).status).toBe(201);
      expect(await storedFor(sent.id)).toEqual({ worker_no: no, trust: 'badge' });
    }
  });

  it('finds by the old number on a card whoever is recorded with that', async () => {
    const { no } = await workerWith('121234567');
    const sent = body(card('024188005678', '121234567'));
    await guard.post('/check-ins', sent);
    expect((await storedFor(sent.id)).worker_no).toBe(no);
  });

  it('takes the present record of somebody who left and came back', async () => {
    const personNo = await personWith('024188002222');
    const back = await makeWorker(app.dataSource, organisation, { personNo });
    await makeWorker(app.dataSource, organisation, { personNo, status: 'left' });
    await makeWorker(app.dataSource, organisation, { personNo, endDate: '2026-01-31' });
    const sent = body(card('024188002222'));
    await guard.post('/check-ins', sent);
    expect((await storedFor(sent.id)).worker_no).toBe(back.no);
  });

  it('finds nobody of another organisation, and asks the province which record is meant', async () => {
    const other = await makeOrganisation(app.dataSource);
    const { personNo } = await workerWith('024188003333', {}, other);
    expect((await guard.post('/check-ins', body(card('024188003333')))).body.code).toBe('unknown_worker');
    expect((await guard.post('/check-ins', body(card('024188009999')))).body.code).toBe('unknown_worker');
    await makeWorker(app.dataSource, organisation, { personNo });
    const answer = await app.as(provinceAdmin()).post('/check-ins', body(card('024188003333')));
    expect([answer.status, answer.body.code]).toEqual([422, 'ambiguous_worker']);
    expect((await guard.post('/check-ins', body(card('024188003333')))).status).toBe(201);
  });

  it("takes a colleague's card for nobody at the worker's own phone", async () => {
    await workerWith('024188004444');
    const own = app.as(workerActor(organisation.id, (await makeWorker(app.dataSource, organisation)).id));
    expect((await own.post('/check-ins', body(card('024188004444')))).body.code).toBe('unknown_worker');
  });

  it.each([
    [national('******001234'), 'masked_code'],
    ['https://qr.pccovid.gov.vn/ksvrbm', 'retired_code'],
    ['024188001234|NGUYEN THI BUOI|1988-09-02', 'retired_code'],
    [card('024188001234').slice(5), 'unreadable_code'],
  ])('says what is wrong with %s, and repeats nothing of it', async (text, code) => {
    const answer = await guard.post('/check-ins', body(text));
    expect([answer.status, answer.body.code]).toEqual([422, code]);
    expect(answer.text).not.toMatch(/001234|BUOI|Bưởi|1988|pccovid/);
    const place = await guard.post('/check-ins', body('x', { placeCode: undefined, code: card('024188001234') }));
    expect(place.text).not.toMatch(/001234|Bưởi/);
  });

  it('keeps nothing of what was read: no text, and no hash that could be guessed', async () => {
    const number = '024188007777';
    await workerWith(number);
    const sent = body(card(number));
    await guard.post('/check-ins', sent);
    expect((await guard.post('/check-ins', sent)).headers['idempotency-replayed']).toBe('true');
    const tables = ['check_in', 'check_in_key', 'audit_event', 'code_use'];
    const stored = JSON.stringify(
      await Promise.all(tables.map((table) => app.dataSource.query(`select t::text from ${table} t`))),
    );
    expect(stored).not.toMatch(/024188|Bưởi|Quang Châu/);
    const [{ hash }] = await app.dataSource.query(
      `select encode(body_hash, 'hex') as hash from check_in_key where id = $1`,
      [sent.id],
    );
    for (const guess of [number, card(number), JSON.stringify(sent)])
      expect(createHash('sha256').update(guess).digest('hex')).not.toBe(hash);
    expect((await guard.post('/check-ins', { ...sent, badge: card('024188008888') })).body.code).toBe('id_reused');
  });
});
