import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { enterpriseAdmin, healthOfficer, provinceAdmin } from '../support/actors.js';
import { testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makeSite, makeUnits, makeWorker } from '../support/factories.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp([AccountsModule], { queues: [] });
  await makeUnits(app.dataSource);
});
afterAll(() => app.close());

const admin = () => app.as(provinceAdmin());
let sequence = 0;
const guard = () => ({ username: `guard${++sequence}`, role: 'gate_guard', fullName: 'Trần Văn Bảo' });
const accept = (invitation: string, password = 'mật khẩu đủ dài') =>
  app.as().post('/auth/invitations/accept', { invitation, password });
const signIn = (username: string, password = 'mật khẩu đủ dài') => app.as().post('/auth/token', { username, password });

it('an enterprise invites a guard of one site, who sets a password and signs in with that scope', async () => {
  const organisation = await makeOrganisation(app.dataSource);
  const site = await makeSite(app.dataSource, organisation);
  const body = { ...guard(), phone: '0912 345 678', siteId: site.id };
  const made = await app.as(enterpriseAdmin(organisation.id)).post(`/organisations/${organisation.id}/users`, body);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ ...body, phone: '+84912345678' });
  expect((await signIn(body.username)).status).toBe(401);
  expect((await accept(made.body.invitation)).body).toEqual({ id: made.body.id, username: body.username });
  const { accessToken } = (await signIn(body.username)).body;
  const me = await app.as().get('/auth/me', { authorization: `Bearer ${accessToken}` });
  expect(me.body.scope).toEqual({ organisationId: organisation.id, siteId: site.id });
});

it('an invitation is good once, kept as a digest, and ends after ten minutes', async () => {
  const organisation = await makeOrganisation(app.dataSource);
  const invite = async () => (await admin().post(`/organisations/${organisation.id}/users`, guard())).body;
  const [used, late] = [await invite(), await invite()];
  expect((await accept(used.invitation)).status).toBe(200);
  expect((await accept(used.invitation)).body.code).toBe('invitation_invalid');
  const [row] = await app.dataSource.query('select * from invitation where user_id = $1', [late.id]);
  expect(JSON.stringify(row)).not.toContain(late.invitation);
  expect(row.expires_at - row.created_at).toBeLessThanOrEqual(601_000);
  await app.dataSource.query('update invitation set expires_at = now() where user_id = $1', [late.id]);
  expect((await accept(late.invitation)).body.code).toBe('invitation_invalid');
});

it('of two who accept an invitation at once one sets the password', async () => {
  const organisation = await makeOrganisation(app.dataSource);
  const { invitation } = (await admin().post(`/organisations/${organisation.id}/users`, guard())).body;
  const answers = await Promise.all([
    accept(invitation, 'the first password'),
    accept(invitation, 'the other password'),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
});

it('a new invitation voids the old one, and a forgotten password set anew ends the sessions', async () => {
  const organisation = await makeOrganisation(app.dataSource);
  const user = guard();
  const first = (await admin().post(`/organisations/${organisation.id}/users`, user)).body;
  const second = (await app.as(enterpriseAdmin(organisation.id)).post(`/users/${first.id}/invitations`)).body;
  expect((await accept(first.invitation)).status).toBe(422);
  expect((await accept(second.invitation)).status).toBe(200);
  const { refreshToken } = (await signIn(user.username)).body;
  const third = (await admin().post(`/users/${first.id}/invitations`)).body;
  await accept(third.invitation, 'another password');
  expect((await app.as().post('/auth/refresh', { refreshToken })).status).toBe(401);
  expect((await signIn(user.username)).status).toBe(401);
});

it('a password has twelve characters at least and is not the user name; a refused one leaves the invitation open', async () => {
  const organisation = await makeOrganisation(app.dataSource);
  const user = { ...guard(), username: 'a.long.username' };
  const { invitation } = (await admin().post(`/organisations/${organisation.id}/users`, user)).body;
  expect((await accept(invitation, 'short')).body.errors[0].path).toBe('password');
  expect((await accept(invitation, 'A.Long.Username')).body.errors[0].code).toBe('same_as_username');
  expect((await accept(invitation)).status).toBe(200);
});

it('a worker’s account needs a worker of that organisation, and no other account has one', async () => {
  const [own, other] = [await makeOrganisation(app.dataSource), await makeOrganisation(app.dataSource)];
  const [worker, stranger] = [await makeWorker(app.dataSource, own), await makeWorker(app.dataSource, other)];
  const post = (body: object) => admin().post(`/organisations/${own.id}/users`, { ...guard(), ...body });
  expect((await post({ role: 'worker' })).body.errors[0].path).toBe('workerId');
  expect((await post({ role: 'gate_guard', workerId: worker.id })).status).toBe(400);
  expect((await post({ role: 'worker', workerId: stranger.id })).body.code).toBe('unknown_worker');
  expect((await post({ role: 'worker', workerId: worker.id })).status).toBe(201);
});

it('a site of another organisation is unknown, a user name is taken once, roles of the province are not given here', async () => {
  const [own, other] = [await makeOrganisation(app.dataSource), await makeOrganisation(app.dataSource)];
  const site = await makeSite(app.dataSource, other);
  const user = guard();
  const post = (body: object) => admin().post(`/organisations/${own.id}/users`, { ...user, ...body });
  expect((await post({ siteId: site.id })).body.code).toBe('unknown_site');
  expect((await post({ role: 'province_admin' })).status).toBe(400);
  expect((await post({})).status).toBe(201);
  expect((await post({ username: user.username.toUpperCase() })).body.code).toBe('username_taken');
});

it('the province opens accounts of officers for units that exist', async () => {
  const officer = { username: 'can.bo.1', fullName: 'Lê Thị Hoa', unitCodes: ['219', '07777'] };
  const made = await admin().post('/officers', officer);
  expect(made.body).toMatchObject({ ...officer, role: 'health_officer' });
  expect((await accept(made.body.invitation)).status).toBe(200);
  const unknown = await admin().post('/officers', { ...officer, username: 'can.bo.2', unitCodes: ['24', '999'] });
  expect(unknown.body).toMatchObject({ code: 'unknown_unit', errors: [{ path: 'unitCodes.1' }] });
});

it('nobody but the province invites officers, and an enterprise invites its own people alone', async () => {
  const [own, other] = [await makeOrganisation(app.dataSource), await makeOrganisation(app.dataSource)];
  const officer = (await admin().post('/officers', { username: 'can.bo.3', fullName: 'Vũ An', unitCodes: ['24'] }))
    .body;
  const user = (await admin().post(`/organisations/${other.id}/users`, guard())).body;
  const enterprise = app.as(enterpriseAdmin(own.id));
  expect((await enterprise.post(`/users/${officer.id}/invitations`)).status).toBe(404);
  expect((await enterprise.post(`/users/${user.id}/invitations`)).status).toBe(404);
  expect((await admin().post(`/users/${officer.id}/invitations`)).status).toBe(201);
  expect((await app.as(healthOfficer()).post('/officers', {})).status).toBe(403);
});

it('lists an organisation’s accounts newest first, page by page, without secrets', async () => {
  const organisation = await makeOrganisation(app.dataSource);
  const ids = [];
  for (let i = 0; i < 5; i++)
    ids.unshift((await admin().post(`/organisations/${organisation.id}/users`, guard())).body.id);
  const path = `/organisations/${organisation.id}/users?limit=3`;
  const first = await admin().get(path);
  const second = await admin().get(`${path}&cursor=${first.body.nextCursor}`);
  expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual(ids);
  expect(second.body.nextCursor).toBeNull();
  expect(first.text).not.toMatch(/password|hash|invitation/i);
  expect((await admin().get(`${path}&cursor=${Buffer.from('["x"]').toString('base64url')}`)).status).toBe(400);
});
