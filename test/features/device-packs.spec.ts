import { openPack, type PublicKeys } from '@app/contracts';
import { newId, type Organisation, type Site, Worker } from '@app/database';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { CodeTokens } from '../../apps/checkin/src/codes/code-tokens.js';
import { enterpriseAdmin, gateGuard, workerActor } from '../support/actors.js';
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
async function badgeOf({ id }: Worker): Promise<string> {
  const worker = await app.dataSource.getRepository(Worker).findOneByOrFail({ id });
  return app.nest.get(CodeTokens).badge(worker);
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

it('a phone is known by what stays of its code, and its digits are for the server to verify', async () => {
  const worker = await newWorker({ status: 'left' });
  const { body } = await app.as(workerActor(organisation.id, worker.id)).post(`/workers/${worker.id}/personal-code`);
  const verdict = await (await opened()).lookup(`${body.handle}.123456`, new Date());
  expect(verdict).toMatchObject({ decision: 'warn', reasons: ['left_company', 'unverified'] });
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
  await newWorker();
  const changed = await download(known);
  expect(changed.status).toBe(200);
  expect(changed.headers['etag']).not.toBe(first.headers['etag']);
});

it('a pack is for devices, and for the workers of their own organisation', async () => {
  expect((await app.as(gateGuard(organisation.id, site.id)).get('/devices/me/pack')).status).toBe(403);
  const before = (await opened()).header.entries;
  const other = await makeOrganisation(app.dataSource);
  await makeWorker(app.dataSource, other);
  expect((await opened()).header.entries).toBe(before);
});

it('24,000 workers fit into one', async () => {
  await sql(
    `with p as (insert into person select from generate_series(1, 24000) returning no)
     insert into worker (id, code, organisation_id, full_name, search_name, person_no)
     select uuid_v7(), 'M' || no, $1, 'x', 'x', no from p`,
    organisation.id,
  );
  const { header } = await opened();
  expect(header.entries).toBeGreaterThanOrEqual(24_000);
});
