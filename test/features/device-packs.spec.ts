import { openPack, type PublicKeys } from '@app/contracts';
import { newId, type Organisation, type Site, type Worker } from '@app/database';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { enterpriseAdmin, gateGuard } from '../support/actors.js';
import { type Answer, type Caller, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from '../support/factories.js';

let app: TestApp;
let organisation: Organisation;
let site: Site;
let admin: Caller;
let token: string;

beforeAll(async () => {
  app = await testApp([AccountsModule, CheckinModule], { queues: [] });
  organisation = await makeOrganisation(app.dataSource);
  site = await makeSite(app.dataSource, organisation);
  const gate = await makePlace(app.dataSource, site, 'gate', { code: 'G1' });
  await makePlace(app.dataSource, site, 'line', { code: 'L1' });
  admin = app.as(enterpriseAdmin(organisation.id));
  const device = { name: 'Cổng 1', siteId: site.id, placeId: gate.id };
  const { body } = await admin.post(`/organisations/${organisation.id}/devices`, device);
  token = (await app.as().post('/devices/enrol', { code: body.enrolmentCode })).body.token;
});
afterAll(() => app.close());

const sql = (text: string, ...parameters: unknown[]) => app.dataSource.query(text, parameters);
const download = (headers: object = {}): Promise<Answer> =>
  app.as().get('/devices/me/pack', { authorization: `Bearer ${token}`, ...headers });
const opened = async () => {
  const { body: keys } = await app.as().get('!/.well-known/jwks.json');
  return openPack(new Uint8Array((await download()).raw), keys as PublicKeys, new Date());
};
async function badgeOf(worker: Worker): Promise<string> {
  await admin.get(`/workers/${worker.id}/badge`);
  const [row] = await sql(`select token from code_token where worker_no = $1 and revoked_at is null`, worker.no);
  return row.token;
}
const newWorker = (given: Partial<Worker> = {}) => makeWorker(app.dataSource, organisation, given);

it('a device decides alone as the gate would, by a pack that it verifies with the published keys', async () => {
  const [well, gone, apart] = [await newWorker(), await newWorker({ status: 'left' }), await newWorker()];
  await sql(
    `insert into isolation (id, worker_no, started_at, reason, created_by) values ($1, $2, now() - interval '1 hour', 'f1', $1)`,
    newId(),
    apart.no,
  );
  const badges = await Promise.all([well, gone, apart].map(badgeOf));
  const pack = await opened();
  const verdicts = await Promise.all(badges.map((badge) => pack.lookup(badge, new Date())));
  const name = null;
  expect(verdicts).toEqual([
    { decision: 'allow', reasons: [], name },
    { decision: 'warn', reasons: ['left_company'], name },
    { decision: 'stop', reasons: ['isolated'], name },
  ]);
  expect(pack.header).toMatchObject({ siteId: site.id, place: 'G1', places: ['G1', 'L1'] });
  const hours = (Date.parse(pack.header.validTo) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThanOrEqual(12);
  expect(hours).toBeLessThanOrEqual(12.25);
});

it('a badge that was lost is stopped', async () => {
  const worker = await newWorker();
  const lost = await badgeOf(worker);
  await admin.delete(`/workers/${worker.id}/badge`);
  expect((await (await opened()).lookup(lost, new Date())).decision).toBe('stop');
});

it('names are in it only where the organisation wants them, and codes never', async () => {
  const worker = await newWorker({ fullName: 'Nguyễn Thị Pack' });
  const badge = await badgeOf(worker);
  const bare = (await download()).text;
  expect(bare).not.toContain('Nguyễn');
  expect(bare).not.toContain(badge);
  await admin.patch(`/organisations/${organisation.id}`, { packNames: true });
  expect((await (await opened()).lookup(badge, new Date())).name).toBe('Nguyễn Thị Pack');
  await admin.patch(`/organisations/${organisation.id}`, { packNames: false });
});

it('what a device has already is not sent again, until something changes', async () => {
  const first = await download();
  const known = { 'if-none-match': first.headers['etag'] };
  const again = await download(known);
  expect([again.status, again.text]).toEqual([304, '']);
  await badgeOf(await newWorker());
  const changed = await download(known);
  expect(changed.status).toBe(200);
  expect(changed.headers['etag']).not.toBe(first.headers['etag']);
});

it('a pack is for devices, and for the workers of their own organisation', async () => {
  expect((await app.as(gateGuard(organisation.id, site.id)).get('/devices/me/pack')).status).toBe(403);
  const before = (await opened()).header.entries;
  const other = await makeOrganisation(app.dataSource);
  const stranger = await makeWorker(app.dataSource, other);
  await app.as(enterpriseAdmin(other.id)).get(`/workers/${stranger.id}/badge`);
  expect((await opened()).header.entries).toBe(before);
});

it('24,000 workers fit into one', async () => {
  await sql(
    `with p as (insert into person select from generate_series(1, 24000) returning no)
     insert into worker (id, code, organisation_id, full_name, search_name, person_no)
     select uuid_v7(), 'M' || no, $1, 'x', 'x', no from p`,
    organisation.id,
  );
  await sql(`insert into code_token (token, kind, worker_no)
    select 'many-' || no || repeat('x', 12), 'badge', no from worker where code like 'M%'`);
  const { header } = await opened();
  expect(header.entries).toBeGreaterThanOrEqual(24_000);
});
