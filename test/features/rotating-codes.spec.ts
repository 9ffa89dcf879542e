import { newId, type Organisation, type Place, type Site, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { CodeTokens } from '../../apps/checkin/src/codes/code-tokens.js';
import { stepAt, totp } from '../../apps/checkin/src/codes/steps.js';
import { enterpriseAdmin, gateGuard, provinceAdmin, workerActor } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from '../support/factories.js';

const now = (): number => stepAt(Date.now() / 1000);

describe('rotating codes', () => {
  let app: TestApp;
  let tokens: CodeTokens;
  let organisation: Organisation;
  let site: Site;
  let gate: Place;
  let guard: Caller;

  beforeAll(async () => {
    app = await testApp([CheckinModule], { queues: [], environment: { PUBLIC_URL: 'https://truyvet.example' } });
    tokens = app.nest.get(CodeTokens);
    organisation = await makeOrganisation(app.dataSource);
    site = await makeSite(app.dataSource, organisation);
    gate = await makePlace(app.dataSource, site, 'gate');
    guard = app.as(gateGuard(organisation.id, site.id));
  });
  afterAll(() => app.close());

  const body = (given: object) => ({ id: newId(), direction: 'in', at: new Date().toISOString(), ...given });
  const worker = (): Promise<Worker> => makeWorker(app.dataSource, organisation);
  const self = ({ id }: Worker): Caller => app.as(workerActor(organisation.id, id));
  const rows = async (): Promise<number> =>
    (await app.dataSource.query('select count(*)::int as n from check_in'))[0].n;
  /** A worker's phone: the codes that it shows in a step, worked out without us. */
  const phoneOf = async (owner: Worker) => {
    const { handle, secret, ...rest } = (await self(owner).post(`/workers/${owner.id}/personal-code`)).body;
    expect(rest).toEqual({ algorithm: 'SHA256', digits: 8, stepSeconds: 30 });
    return (step: number): string => `${handle}.${totp(Buffer.from(secret, 'base64url'), step)}`;
  };

  it('gives the screen a code for thirty seconds, and the next one', async () => {
    const { body: shown, headers } = await guard.get(`/places/${gate.id}/screen-code`);
    expect(shown.code).toMatch(/^https:\/\/truyvet\.example\/c\/[A-Za-z0-9_-]{32}$/);
    expect(Date.parse(shown.validTo) - Date.parse(shown.validFrom)).toBe(30_000);
    expect(shown.next.validFrom).toBe(shown.validTo);
    expect(shown.next.code).not.toBe(shown.code);
    expect(headers['cache-control']).toContain('no-store');
  });

  it('checks everybody in who stands before the screen, each once', async () => {
    const { code } = (await guard.get(`/places/${gate.id}/screen-code`)).body;
    const [first, second] = [await worker(), await worker()];
    const sent = body({ code });
    const answers = [await self(first).post('/check-ins', sent), await self(second).post('/check-ins', body({ code }))];
    expect(answers.map(({ body: { result } }) => result)).toEqual(['accepted', 'accepted']);
    const stored = await app.dataSource.query('select place_no, trust from check_in where id = $1', [sent.id]);
    expect(stored).toEqual([{ place_no: gate.no, trust: 'rotating' }]);
    const again = await self(first).post('/check-ins', body({ code, direction: 'out' }));
    expect(again.body).toMatchObject({ result: 'flagged', decision: 'warn', reasons: ['code_replayed'] });
    expect((await self(first).post('/check-ins', sent)).body).toEqual(answers[0]!.body);
  });

  it('flags all but one of those who use one code at the same time for one worker', async () => {
    const code = tokens.screen(gate, now());
    const one = self(await worker());
    const answers = await Promise.all(Array.from({ length: 5 }, () => one.post('/check-ins', body({ code }))));
    expect(answers.map(({ body: { result } }) => result).sort()).toEqual(['accepted', ...Array(4).fill('flagged')]);
    const other = tokens.screen(gate, now() - 1);
    const items = [body({ code: other }), body({ code: other })];
    const batch = (await one.post('/check-ins/batch', { items })).body.items;
    expect(batch.map(({ result }: { result: string }) => result)).toEqual(['accepted', 'flagged']);
  });

  it('takes the code of the step before and after, as clocks differ', async () => {
    for (const step of [-1, 0, 1]) {
      const answer = await self(await worker()).post('/check-ins', body({ code: tokens.screen(gate, now() + step) }));
      expect(answer.status).toBe(201);
    }
  });

  it('takes none of a thousand photos of codes', async () => {
    const owner = await worker();
    const phone = await phoneOf(owner);
    const before = await rows();
    const late = (i: number): number => now() - 3 - i;
    const screens = Array.from({ length: 500 }, (_, i) =>
      body({ code: tokens.screen(gate, late(i)), workerId: owner.id }),
    );
    const phones = Array.from({ length: 500 }, (_, i) => body({ placeCode: gate.code, badge: phone(late(i)) }));
    const { items } = (await guard.post('/check-ins/batch', { items: [...screens, ...phones] })).body;
    expect(items).toHaveLength(1_000);
    for (const { result, error } of items) expect([result, error.code]).toEqual(['refused', 'code_expired']);
    const one = await guard.post('/check-ins', screens[0]);
    expect([one.status, one.body.code]).toEqual([422, 'code_expired']);
    expect(await rows()).toBe(before);
  });

  it('answers a repetition as at first, even when the code has run out since', async () => {
    const sent = body({ code: tokens.screen(gate, now() - 3), workerId: (await worker()).id });
    expect((await guard.post('/check-ins', sent)).body.code).toBe('code_expired');
    const inTime = { ...sent, code: tokens.screen(gate, now()) };
    const first = await guard.post('/check-ins', inTime);
    jest.useFakeTimers({ now: Date.now() + 120_000, doNotFake: ['nextTick', 'setImmediate', 'setTimeout'] });
    const replay = await guard.post('/check-ins', inTime);
    jest.useRealTimers();
    expect([replay.headers['idempotency-replayed'], replay.body]).toEqual(['true', first.body]);
  });

  it('takes the code that a phone shows without a network, once', async () => {
    const phone = await phoneOf(await worker());
    const sent = body({ placeCode: gate.code, badge: phone(now()) });
    expect((await guard.post('/check-ins', sent)).body.result).toBe('accepted');
    expect(await app.dataSource.query('select trust from check_in where id = $1', [sent.id])).toEqual([
      { trust: 'rotating' },
    ]);
    const again = await guard.post('/check-ins', { ...sent, id: newId() });
    expect(again.body).toMatchObject({ result: 'flagged', reasons: ['code_replayed'] });
  });

  it('takes no digits that are guessed, and no handle that is forged', async () => {
    const shown = (await phoneOf(await worker()))(now());
    const codeOf = async (badge: string) =>
      (await guard.post('/check-ins', body({ placeCode: gate.code, badge }))).body.code;
    const digit = shown.endsWith('1') ? '2' : '1';
    expect(await codeOf(shown.replace(/.$/, digit))).toBe('code_expired');
    expect(await codeOf(`A${shown}`)).toBe('unknown_code');
    expect(await codeOf(shown.replace(/^./, shown.startsWith('A') ? 'B' : 'A'))).toBe('unknown_code');
    expect(await codeOf(shown.split('.')[0]!)).toBe('unknown_code');
  });

  it('ends the phone before when a new one gets its secret, and when it is revoked', async () => {
    const owner = await worker();
    const codeOf = async (badge: string) =>
      (await guard.post('/check-ins', body({ placeCode: gate.code, badge }))).body.code;
    const old = await phoneOf(owner);
    const current = await phoneOf(owner);
    expect(await codeOf(old(now()))).toBe('unknown_code');
    expect((await app.as(enterpriseAdmin(organisation.id)).delete(`/workers/${owner.id}/personal-code`)).status).toBe(
      204,
    );
    expect(await codeOf(current(now()))).toBe('unknown_code');
  });

  it('gives codes to those whose place or phone it is', async () => {
    const [one, other] = [await worker(), await worker()];
    expect((await self(one).post(`/workers/${other.id}/personal-code`)).status).toBe(404);
    expect((await guard.post(`/workers/${one.id}/personal-code`)).status).toBe(403);
    expect((await self(one).get(`/places/${gate.id}/screen-code`)).status).toBe(403);
    const next = await makePlace(app.dataSource, await makeSite(app.dataSource, organisation), 'gate');
    expect((await guard.get(`/places/${next.id}/screen-code`)).status).toBe(404);
    const bus = await makeSharedPlace(app.dataSource, 'bus');
    expect((await guard.get(`/places/${bus.id}/screen-code`)).status).toBe(404);
    expect((await app.as(provinceAdmin()).get(`/places/${bus.id}/screen-code`)).status).toBe(200);
  });
});
