import { Keys } from '@app/platform';
import { newId, type Organisation, type Place, type Worker } from '@app/database';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { CodeTokens } from '../../apps/checkin/src/codes/code-tokens.js';
import { enterpriseAdmin, gateGuard, personnel, provinceAdmin, workerActor } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from '../support/factories.js';
import { readPdf, readPng, readSvg } from '../support/printed.js';

describe('codes', () => {
  let app: TestApp;
  let organisation: Organisation;
  let place: Place;
  let worker: Worker;
  let admin: Caller;

  beforeAll(async () => {
    app = await testApp([CheckinModule], { queues: [], environment: { PUBLIC_URL: 'https://truyvet.example' } });
    organisation = await makeOrganisation(app.dataSource, { exercise: true });
    place = await makePlace(app.dataSource, await makeSite(app.dataSource, organisation), 'gate');
    worker = await makeWorker(app.dataSource, organisation, { fullName: 'Nguyễn Thị Bưởi', code: 'NV-77' });
    admin = app.as(enterpriseAdmin(organisation.id));
  });
  afterAll(() => app.close());

  const posterToken = async (id: string): Promise<string> =>
    readSvg((await admin.get(`/places/${id}/qr`)).text).replace('https://truyvet.example/c/', '');
  const badgeToken = async (id: string): Promise<string> => readSvg((await admin.get(`/workers/${id}/badge`)).text);
  const checkIn = (given: object) =>
    admin.post('/check-ins', { id: newId(), direction: 'in', at: '2026-05-12T01:00:00Z', ...given });
  const refusal = async (given: object) => (await checkIn(given)).body.code;

  const otherKeys = async (): Promise<Keys> => {
    const folder = mkdtempSync(join(tmpdir(), 'truyvet-keys-'));
    Keys.ensure(join(folder, 'keys.json'));
    const keys = Keys.load(join(folder, 'keys.json'));
    rmSync(folder, { recursive: true });
    return keys;
  };

  it('puts the public address and an opaque token on the poster of a place', async () => {
    const answer = await admin.get(`/places/${place.id}/qr`);
    expect(answer.headers['content-type']).toContain('image/svg+xml');
    expect(readSvg(answer.text)).toMatch(/^https:\/\/truyvet\.example\/c\/[A-Za-z0-9_-]{32}$/);
  });

  it('puts the bare token on a badge, nothing of the person', async () => {
    const answer = await app.as(personnel(organisation.id)).get(`/workers/${worker.id}/badge?format=svg`);
    expect(readSvg(answer.text)).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });

  it('draws PNG too, and PDF', async () => {
    const png = await admin.get(`/places/${place.id}/qr?format=png`);
    expect(png.headers['content-type']).toBe('image/png');
    expect(readPng(png.raw)).toBe(`https://truyvet.example/c/${await posterToken(place.id)}`);
    const pdf = await admin.get(`/workers/${worker.id}/badge?format=pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(readPdf(pdf.raw)[0]!.codes[0]!.content).toBe(await badgeToken(worker.id));
  });

  it('checks in by poster and badge, also with the whole address of the poster', async () => {
    const [token, badge] = [await posterToken(place.id), await badgeToken(worker.id)];
    for (const code of [token, `https://truyvet.example/c/${token}`, `http://192.168.1.7:3000/c/${token}?v=1`])
      expect((await checkIn({ code, badge })).status).toBe(201);
  });

  it('stores how well it is proved that somebody was there', async () => {
    const [code, badge] = [await posterToken(place.id), await badgeToken(worker.id)];
    const shown = [
      [{ code, workerId: worker.id }, 'poster'],
      [{ code, badge }, 'poster'],
      [{ placeCode: place.code, badge }, 'badge'],
      [{ placeCode: place.code, workerId: worker.id }, 'typed'],
    ] as const;
    for (const [given, trust] of shown) {
      const { id } = (await checkIn(given)).body;
      expect(await app.dataSource.query('select trust from check_in where id = $1', [id])).toEqual([{ trust }]);
    }
  });

  it('makes a badge worthless the moment it is re-issued, and what was stored by it is answered as before', async () => {
    const { id } = await makeWorker(app.dataSource, organisation);
    const old = await badgeToken(id);
    const body = { id: newId(), placeCode: place.code, badge: old };
    const first = await checkIn(body);
    const { body: reissued } = await admin.post(`/workers/${id}/badge/reissue`);
    expect(reissued).toEqual({ workerId: id, version: 2, badge: await badgeToken(id) });
    expect(await refusal({ placeCode: place.code, badge: old })).toBe('unknown_code');
    expect((await checkIn({ placeCode: place.code, badge: reissued.badge })).status).toBe(201);
    expect((await checkIn(body)).body).toEqual(first.body);
    expect((await admin.delete(`/workers/${id}/badge`)).status).toBe(204);
    expect(await refusal({ placeCode: place.code, badge: reissued.badge })).toBe('unknown_code');
  });

  it('makes every older poster worthless when one is revoked', async () => {
    const gate = await makePlace(app.dataSource, await makeSite(app.dataSource, organisation), 'gate');
    const old = [await posterToken(gate.id)];
    await admin.delete(`/places/${gate.id}/qr`);
    old.push(await posterToken(gate.id));
    await admin.delete(`/places/${gate.id}/qr`);
    for (const code of old) expect(await refusal({ code, workerId: worker.id })).toBe('unknown_code');
    expect((await checkIn({ code: await posterToken(gate.id), workerId: worker.id })).status).toBe(201);
  });

  it('refuses what is forged, cut or made elsewhere, without a look into the database', async () => {
    const foreign = new CodeTokens(await otherKeys()).badge(worker);
    const [code, badge] = [await posterToken(place.id), await badgeToken(worker.id)];
    const forged = badge.replace(/^./, badge.startsWith('A') ? 'B' : 'A');
    const asked = jest.spyOn(app.nest.get(DataSource).manager, 'query');
    for (const bad of [
      forged,
      badge.slice(0, -1),
      `${badge}A`,
      foreign,
      code,
      'A'.repeat(32),
      randomBytes(24).toString('base64url'),
    ])
      expect(await refusal({ placeCode: place.code, badge: bad })).toBe('unknown_code');
    for (const bad of [badge, `https://truyvet.example/c/${forged}`, '../../etc/passwd'])
      expect(await refusal({ code: bad, workerId: worker.id })).toBe('unknown_code');
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });

  it('takes no poster of another organisation but from the own phone of a guest, and no badge of its workers', async () => {
    const other = await makeOrganisation(app.dataSource);
    const gate = await makePlace(app.dataSource, await makeSite(app.dataSource, other), 'gate');
    const tokens = app.nest.get(CodeTokens);
    expect(await refusal({ code: tokens.poster(gate), workerId: worker.id })).toBe('unknown_place');
    const guest = app.as(workerActor(organisation.id, worker.id));
    const visit = { id: newId(), direction: 'in', at: '2026-05-12T01:00:00Z' };
    expect((await guest.post('/check-ins', { ...visit, code: tokens.typed(gate) })).body.code).toBe('unknown_place');
    expect((await guest.post('/check-ins', { ...visit, code: tokens.poster(gate) })).status).toBe(201);
    const stranger = await makeWorker(app.dataSource, other);
    expect(await refusal({ placeCode: place.code, badge: tokens.badge(stranger) })).toBe('unknown_worker');
    const moved = { ...place, organisationId: other.id };
    expect(await refusal({ code: tokens.poster(moved), workerId: worker.id })).toBe('unknown_code');
  });

  it('is printed by the organisation itself and by nobody else', async () => {
    const shared = await makeSharedPlace(app.dataSource, 'bus');
    const stranger = app.as(enterpriseAdmin((await makeOrganisation(app.dataSource)).id));
    expect((await stranger.get(`/places/${place.id}/qr`)).status).toBe(404);
    expect((await stranger.get(`/workers/${worker.id}/badge`)).status).toBe(404);
    expect((await stranger.get(`/places/${shared.id}/qr`)).status).toBe(404);
    expect((await app.as(gateGuard(organisation.id)).get(`/places/${place.id}/qr`)).status).toBe(403);
    expect((await app.as(provinceAdmin()).get(`/places/${shared.id}/qr`)).status).toBe(200);
  });
});
