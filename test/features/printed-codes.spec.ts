import { newId, type Organisation, type Place, type Site, type Worker } from '@app/database';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { enterpriseAdmin, gateGuard, personnel, provinceAdmin, workerActor } from '../support/actors.js';
import { type Answer, makeKnownWorker, type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from '../support/factories.js';
import { readPdf, readPng, readSvg } from '../support/printed.js';

const OWNER = 'Công ty TNHH Điện tử Thượng Nguyễn Quỹ';

describe('printed codes', () => {
  let app: TestApp;
  let organisation: Organisation;
  let site: Site;
  let place: Place;
  const KNOWN = { identityNumber: '024188001234', phone: '+84912345678' };
  let worker: Worker;
  let admin: Caller;

  beforeAll(async () => {
    app = await testApp([CheckinModule], { queues: [], environment: { PUBLIC_URL: 'https://truyvet.example' } });
    organisation = await makeOrganisation(app.dataSource, { exercise: true, name: OWNER });
    site = await makeSite(app.dataSource, organisation, { name: 'Nhà máy Đình Trám' });
    place = await makePlace(app.dataSource, site, 'gate', { name: 'Cổng phụ phía Đông', code: 'C-DONG' });
    worker = await makeKnownWorker(app, organisation, { fullName: 'Nguyễn Thị Bưởi', code: 'NV-77', ...KNOWN });
    admin = app.as(enterpriseAdmin(organisation.id));
  });
  afterAll(() => app.close());

  const checkIn = (given: object) =>
    admin.post('/check-ins', { id: newId(), direction: 'in', at: '2026-05-12T01:00:00Z', ...given });
  const codesOf = ({ raw }: Answer): string[] =>
    readPdf(raw).flatMap(({ codes }) => codes.map(({ content }) => content));

  it('prints no personal data into any code', async () => {
    const phone = (await app.as(workerActor(organisation.id, worker.id)).post(`/workers/${worker.id}/personal-code`))
      .body;
    const printed = [
      readSvg((await admin.get(`/places/${place.id}/qr`)).text),
      readPng((await admin.get(`/places/${place.id}/qr?format=png`)).raw),
      readSvg((await admin.get(`/places/${place.id}/qr?layout=poster`)).text),
      readPng((await admin.get(`/places/${place.id}/qr?layout=poster&format=png`)).raw),
      ...codesOf(await admin.get(`/places/${place.id}/qr?format=pdf`)),
      ...codesOf(await admin.post(`/sites/${site.id}/posters`, { perPage: 4 })),
      (await admin.get(`/places/${place.id}/screen-code`)).body.code,
      readSvg((await admin.get(`/workers/${worker.id}/badge`)).text),
      readPng((await admin.get(`/workers/${worker.id}/badge?format=png`)).raw),
      ...codesOf(await admin.get(`/workers/${worker.id}/badge?format=pdf`)),
      ...codesOf(await admin.post(`/organisations/${organisation.id}/badges`, {})),
      (await admin.post(`/workers/${worker.id}/badge/reissue`)).body.badge,
      phone.handle,
    ];
    expect(printed).toHaveLength(13);
    const ids = [worker.id, place.id, organisation.id, site.id].flatMap((id) => [id, id.replaceAll('-', '')]);
    const secrets = [...ids, worker.code, worker.fullName, 'Bưởi', ...Object.values(KNOWN), '912345678', place.code];
    for (const code of printed) {
      expect(code.replace('https://truyvet.example/c/', '')).toMatch(/^[A-Za-z0-9_-]{32}$/);
      const bytes = Buffer.from(code.split('/').at(-1), 'base64url');
      for (const readable of [code, bytes.toString('latin1'), bytes.toString('hex')])
        expect(secrets.filter((secret) => readable.includes(secret))).toEqual([]);
    }
  });

  it('prints a poster with the names as they are written, the same code in every form', async () => {
    const [page, ...others] = readPdf((await admin.get(`/places/${place.id}/qr?format=pdf`)).raw);
    expect(others).toEqual([]);
    expect([page!.width, page!.height].map(Math.round)).toEqual([210, 297]);
    expect(page!.texts).toEqual(expect.arrayContaining([place.name, organisation.name, site.name, place.code]));
    const svg = (await admin.get(`/places/${place.id}/qr?layout=poster`)).text;
    for (const name of [place.name, organisation.name, site.name]) expect(svg).toContain(`>${name}</text>`);
    expect(page!.codes.map(({ content }) => content)).toEqual([readSvg(svg)]);
  });

  it('takes what stands under the code of a poster, however it is typed', async () => {
    const { texts } = readPdf((await admin.get(`/places/${place.id}/qr?format=pdf`)).raw)[0]!;
    const typed = texts.find((text) => /^[0-9A-Z]{5}-[0-9A-Z]{5}$/.test(text))!;
    for (const code of [typed, typed.toLowerCase().replace('-', ' ')])
      expect((await checkIn({ code, workerId: worker.id })).status).toBe(201);
    const wrong = typed.replace(/.$/, typed.endsWith('7') ? '8' : '7');
    expect((await checkIn({ code: wrong, workerId: worker.id })).body.code).toBe('unknown_code');
    await admin.delete(`/places/${place.id}/qr`);
    expect((await checkIn({ code: typed, workerId: worker.id })).body.code).toBe('unknown_code');
  });

  it('prints the posters of a site, one, two or four a page', async () => {
    const own = await makeSite(app.dataSource, organisation);
    for (let i = 0; i < 5; i++) await makePlace(app.dataSource, own, 'line', { name: `Chuyền ${i}` });
    for (const [perPage, pages] of [
      [1, 5],
      [2, 3],
      [4, 2],
    ]) {
      const sheets = readPdf((await admin.post(`/sites/${own.id}/posters`, { perPage })).raw);
      expect(sheets).toHaveLength(pages!);
      expect(new Set(sheets.flatMap(({ codes }) => codes.map(({ content }) => content))).size).toBe(5);
      expect(sheets.flatMap(({ texts }) => texts)).toEqual(expect.arrayContaining(['Chuyền 0', 'Chuyền 4']));
    }
  });

  it('prints ten badges a page, of the size of a bank card', async () => {
    const own = await makeOrganisation(app.dataSource, { name: OWNER });
    for (let i = 0; i < 12; i++) await makeWorker(app.dataSource, own, { fullName: `Trần Thị Huệ ${i}` });
    await makeWorker(app.dataSource, own, { status: 'left' });
    const pages = readPdf((await app.as(personnel(own.id)).post(`/organisations/${own.id}/badges`, {})).raw);
    expect(pages.map(({ codes }) => codes.length)).toEqual([10, 2]);
    expect(pages.flatMap(({ texts }) => texts).filter((text) => text.startsWith('Trần Thị Huệ'))).toHaveLength(12);
    expect(pages[0]!.texts.filter((text) => text === OWNER)).toHaveLength(10);
  });

  it('prints names and codes only where the organisation wants them', async () => {
    const sheet = { workerIds: [worker.id], showName: false, showCode: false };
    const [page] = readPdf((await admin.post(`/organisations/${organisation.id}/badges`, sheet)).raw);
    expect(page!.codes).toHaveLength(1);
    expect(page!.texts.join()).not.toMatch(/Bưởi|NV-77/);
    const [full] = readPdf(
      (await admin.post(`/organisations/${organisation.id}/badges`, { workerIds: [worker.id] })).raw,
    );
    expect(full!.texts.join(' ')).toContain(`${worker.fullName} ${worker.code}`);
  });

  it('prints the badges of a line with those below it', async () => {
    const line = await makePlace(app.dataSource, site, 'line');
    const station = await makePlace(app.dataSource, site, 'workstation', { parentId: line.id });
    const there = await makeWorker(app.dataSource, organisation);
    await app.dataSource.query(
      `insert into assignment (worker_no, kind, place_no, valid_from) values ($1, 'place', $2, '2020-01-01')`,
      [there.no, station.no],
    );
    const sheet = { filter: { placeId: line.id } };
    const [page] = readPdf((await admin.post(`/organisations/${organisation.id}/badges`, sheet)).raw);
    expect(page!.texts.join(' ')).toContain(`${there.fullName} ${there.code}`);
    expect(page!.codes).toHaveLength(1);
  });

  it('writes down who printed badges, and how many', async () => {
    await admin.post(`/organisations/${organisation.id}/badges`, { workerIds: [worker.id] });
    const [row] = await app.dataSource.query(
      `select action, count, subject from audit_event where action = 'badge.print' order by id desc limit 1`,
    );
    expect(row).toEqual({ action: 'badge.print', count: 1, subject: `organisation:${organisation.id}` });
  });

  it('prints for the organisation itself and nobody else', async () => {
    const other = await makeOrganisation(app.dataSource, { exercise: true });
    const stranger = app.as(enterpriseAdmin(other.id));
    expect((await stranger.post(`/sites/${site.id}/posters`, {})).status).toBe(404);
    expect((await stranger.post(`/organisations/${organisation.id}/badges`, {})).status).toBe(404);
    const foreign = await makePlace(app.dataSource, await makeSite(app.dataSource, other), 'gate');
    const sheet = { placeIds: [place.id, foreign.id] };
    expect((await admin.post(`/sites/${site.id}/posters`, sheet)).body.code).toBe('unknown_place');
    const badges = { workerIds: [(await makeWorker(app.dataSource, other)).id] };
    const refused = await admin.post(`/organisations/${organisation.id}/badges`, badges);
    expect(refused.body.code).toBe('unknown_worker');
    expect((await app.as(gateGuard(organisation.id)).post(`/sites/${site.id}/posters`, {})).status).toBe(403);
  });

  it('prints a shared place for the province, with its unit', async () => {
    const bus = await makeSharedPlace(app.dataSource, 'bus', { name: 'Xe số 7' });
    const [page] = readPdf((await app.as(provinceAdmin()).get(`/places/${bus.id}/qr?format=pdf`)).raw);
    expect(page!.texts).toEqual(expect.arrayContaining(['Xe số 7', 'Huyện Việt Yên']));
    expect((await admin.get(`/places/${bus.id}/qr?format=pdf`)).status).toBe(404);
  });
});
