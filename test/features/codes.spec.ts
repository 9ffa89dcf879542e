import { newId, type Organisation, type Place, type Worker } from '@app/database';
import QRCode from 'qrcode';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { enterpriseAdmin, gateGuard, personnel, provinceAdmin } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from '../support/factories.js';

describe('codes', () => {
  let app: TestApp;
  let organisation: Organisation;
  let place: Place;
  let worker: Worker;
  let admin: Caller;

  beforeAll(async () => {
    app = await testApp([CheckinModule], { queues: [], environment: { PUBLIC_URL: 'https://truyvet.example' } });
    organisation = await makeOrganisation(app.dataSource);
    place = await makePlace(app.dataSource, await makeSite(app.dataSource, organisation), 'gate');
    worker = await makeWorker(app.dataSource, organisation, { fullName: 'Nguyễn Thị Bưởi', code: 'NV-77' });
    admin = app.as(enterpriseAdmin(organisation.id));
  });
  afterAll(() => app.close());

  const tokens = async (column: string, no: number): Promise<string[]> =>
    (await app.dataSource.query(`select token from code_token where ${column} = $1 and revoked_at is null`, [no])).map(
      ({ token }: { token: string }) => token,
    );
  const drawn = (content: string) => QRCode.toString(content, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });

  it('puts the public address and an opaque token on the poster of a place', async () => {
    const answer = await admin.get(`/places/${place.id}/qr`);
    const [token] = await tokens('place_no', place.no);
    expect(answer.headers['content-type']).toContain('image/svg+xml');
    expect(Buffer.from(token!, 'base64url').length).toBeGreaterThanOrEqual(16);
    expect(answer.text).toBe(await drawn(`https://truyvet.example/c/${token}`));
  });

  it('puts the bare token on a badge, nothing of the person', async () => {
    const answer = await app.as(personnel(organisation.id)).get(`/workers/${worker.id}/badge?format=svg`);
    const [token] = await tokens('worker_no', worker.no);
    expect(answer.text).toBe(await drawn(token!));
    expect(token).toMatch(/^[A-Za-z0-9_-]{22,}$/);
  });

  it('draws PNG too, and refuses PDF by name', async () => {
    const png = await admin.get(`/places/${place.id}/qr?format=png`);
    expect(png.headers['content-type']).toBe('image/png');
    expect(png.raw.subarray(1, 4).toString()).toBe('PNG');
    const pdf = await admin.get(`/places/${place.id}/qr?format=pdf`);
    expect([pdf.status, pdf.body.code, pdf.body.errors[0].path]).toEqual([400, 'invalid_request', 'format']);
  });

  it('keeps one code however often and simultaneously it is asked for', async () => {
    const { id, no } = await makeWorker(app.dataSource, organisation);
    const answers = await Promise.all(Array.from({ length: 5 }, () => admin.get(`/workers/${id}/badge`)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await tokens('worker_no', no)).toHaveLength(1);
  });

  it('checks in by poster and badge, also with the whole address of the poster', async () => {
    await admin.get(`/places/${place.id}/qr`);
    await admin.get(`/workers/${worker.id}/badge`);
    const [code] = await tokens('place_no', place.no);
    const [badge] = await tokens('worker_no', worker.no);
    for (const scanned of [code, `https://truyvet.example/c/${code}`, `http://192.168.1.7:3000/c/${code}?v=1`]) {
      const body = { id: newId(), code: scanned, badge, direction: 'in', at: '2026-05-12T01:00:00Z' };
      expect((await admin.post('/check-ins', body)).status).toBe(201);
    }
  });

  it('knows a revoked code no longer and makes a new one', async () => {
    const { id, no } = await makeWorker(app.dataSource, organisation);
    await admin.get(`/workers/${id}/badge`);
    const [old] = await tokens('worker_no', no);
    expect((await admin.delete(`/workers/${id}/badge`)).status).toBe(204);
    const body = { id: newId(), placeCode: place.code, badge: old, direction: 'in', at: '2026-05-12T01:00:00Z' };
    expect((await admin.post('/check-ins', body)).body.code).toBe('unknown_code');
    await admin.get(`/workers/${id}/badge`);
    expect(await tokens('worker_no', no)).not.toEqual([old]);
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
