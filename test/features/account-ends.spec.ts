import type { Actor, Role, Scope } from '@app/contracts';
import { codeOf } from '@app/platform';
import { AccountsModule, createAccount } from '../../apps/accounts/src/accounts.module.js';
import { auditor, enterpriseAdmin, provinceAdmin } from '../support/actors.js';
import { testApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { makeOrganisation } from '../support/factories.js';

let app: TestApp;
let organisationId: string;
beforeAll(async () => {
  app = await testApp([AccountsModule], { queues: [] });
  organisationId = (await makeOrganisation(app.dataSource)).id;
});
afterAll(() => app.close());

const password = 'một mật khẩu dài';
let sequence = 0;
async function account(role: Role, scope: Scope = {}): Promise<{ id: string; username: string; actor: Actor }> {
  const data = { username: `nguoi-${++sequence}`, role, fullName: 'Lê Hoa', scope, password };
  const { id, username } = await createAccount(app.dataSource.manager, data);
  return { id, username, actor: { userId: id, username, role, scope } };
}
const from = { 'x-forwarded-for': '203.0.113.9' };
const enrol = async (username: string) => (await app.as().post('/auth/second-factor', { username, password })).body;
const recover = (username: string, recoveryCode: string) =>
  app.as().post('/auth/second-factor/recover', { username, password, recoveryCode }, from);
const signIn = (username: string, secret?: string) =>
  app.as().post('/auth/token', { username, password, ...(secret ? { otp: codeOf(secret) } : {}) }, from);
const refresh = (refreshToken: string) => app.as().post('/auth/refresh', { refreshToken });
const whoIs = (token: string) => app.as().get('/auth/me', { authorization: `Bearer ${token}` });
const logged = async (id: string, action: string) =>
  (await app.as(auditor()).get(`/audit?subject=user:${id}&action=${action}`)).body.items;

it('who has lost the authenticator sets up a new one with a recovery code, and sessions end', async () => {
  const { id, username } = await account('province_admin');
  const first = await enrol(username);
  const { refreshToken } = (await signIn(username, first.totpSecret)).body;
  const { status, body } = await recover(username, first.recoveryCodes[3].toLowerCase().replaceAll('-', ' '));
  expect(status).toBe(200);
  expect((await refresh(refreshToken)).status).toBe(401);
  expect((await signIn(username, first.totpSecret)).status).toBe(401);
  expect((await signIn(username, body.totpSecret)).status).toBe(200);
  expect(await logged(id, 'user.recover')).toHaveLength(1);
});

it('a recovery code is good once, needs the password, and is void with the next ones; kept are digests', async () => {
  const { id, username } = await account('health_officer', { unitCodes: ['24'] });
  const { recoveryCodes } = await enrol(username);
  const stored = await app.dataSource.query('select * from recovery_code where user_id = $1', [id]);
  expect([stored.length, new Set(recoveryCodes).size]).toEqual([8, 8]);
  for (const code of recoveryCodes) expect(JSON.stringify(stored)).not.toContain(code.replaceAll('-', ''));
  const wrong = { username, password: 'quite another one', recoveryCode: recoveryCodes[0] };
  expect((await app.as().post('/auth/second-factor/recover', wrong, from)).status).toBe(401);
  const { body } = await recover(username, recoveryCodes[0]);
  for (const code of recoveryCodes.slice(0, 2)) expect((await recover(username, code)).status).toBe(401);
  const both = await Promise.all([recover(username, body.recoveryCodes[0]), recover(username, body.recoveryCodes[0])]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
});

it('who still has the authenticator gets new recovery codes with one of its codes, and the earlier ones are void', async () => {
  const { id, username } = await account('enterprise_admin', { organisationId });
  const { totpSecret, recoveryCodes } = await enrol(username);
  const renew = (otp: string, typed = password) =>
    app.as().post('/auth/second-factor/recovery-codes', { username, password: typed, otp }, from);
  const wrong = codeOf(totpSecret) === '000000' ? '111111' : '000000';
  expect((await renew(wrong)).status).toBe(401);
  expect((await renew(codeOf(totpSecret), 'quite another one')).status).toBe(401);
  const { status, body } = await renew(codeOf(totpSecret));
  expect([status, body.recoveryCodes.length]).toEqual([200, 8]);
  expect((await recover(username, recoveryCodes[0])).status).toBe(401);
  expect((await recover(username, body.recoveryCodes[0])).status).toBe(200);
  expect(await logged(id, 'user.recovery_codes')).toMatchObject([{ role: 'enterprise_admin' }]);
  const guard = await account('gate_guard', { organisationId });
  const refused = { username: guard.username, password, otp: '000000' };
  expect((await app.as().post('/auth/second-factor/recovery-codes', refused, from)).body.code).toBe('forbidden');
});

it('another administrator of the province takes a lost authenticator away, nobody the own', async () => {
  const { id, username, actor } = await account('province_admin');
  const { totpSecret, recoveryCodes } = await enrol(username);
  expect((await signIn(username, totpSecret)).status).toBe(200);
  const reset = (by: Actor) => app.as(by).delete(`/users/${id}/second-factor`);
  expect((await reset(actor)).body.code).toBe('second_person_required');
  expect((await reset(enterpriseAdmin(organisationId))).status).toBe(403);
  expect((await reset(provinceAdmin())).body).toMatchObject({ id, username });
  expect((await recover(username, recoveryCodes[0])).status).toBe(401);
  expect((await signIn(username, (await enrol(username)).totpSecret)).status).toBe(200);
  expect(await logged(id, 'user.reset_factor')).toMatchObject([{ role: 'province_admin' }]);
});

it('an account that is closed is at an end at once; what it did stays', async () => {
  const { id, username } = await account('personnel', { organisationId });
  const { accessToken, refreshToken } = (await signIn(username)).body;
  expect((await whoIs(accessToken)).status).toBe(200);
  const admin = app.as(enterpriseAdmin(organisationId));
  const closed = await admin.post(`/users/${id}/close`);
  expect(closed.body).toMatchObject({ id, closedAt: expect.any(String) });
  expect([(await whoIs(accessToken)).status, (await refresh(refreshToken)).status]).toEqual([401, 401]);
  expect((await signIn(username)).status).toBe(401);
  expect((await admin.post(`/users/${id}/close`)).body).toEqual(closed.body);
  expect((await admin.post(`/users/${id}/invitations`)).body.code).toBe('account_closed');
  expect(await logged(id, 'user.close')).toMatchObject([{ role: 'enterprise_admin' }]);
  expect(await logged(id, 'session.open')).toHaveLength(1);
  expect((await admin.get(`/organisations/${organisationId}/users`)).text).toContain(closed.body.closedAt);
});

it('a process that did not close the account itself refuses its tokens within a second', async () => {
  const { id, username } = await account('gate_guard', { organisationId });
  const { accessToken } = (await signIn(username)).body;
  expect((await whoIs(accessToken)).status).toBe(200);
  await app.dataSource.query('update user_account set disabled_at = now() where id = $1', [id]);
  const began = Date.now();
  await eventually(async () => (await whoIs(accessToken)).status === 401);
  expect(Date.now() - began).toBeLessThan(3_000);
});

it('accounts of others are not there to be closed, the own is not closed, and a closed one is not assigned', async () => {
  const [mine, officer] = [await account('personnel', { organisationId }), await account('health_officer')];
  const stranger = enterpriseAdmin((await makeOrganisation(app.dataSource)).id);
  expect((await app.as(stranger).post(`/users/${mine.id}/close`)).status).toBe(404);
  expect((await app.as(stranger).post(`/users/${officer.id}/close`)).status).toBe(404);
  const { id, actor } = await account('province_admin');
  expect((await app.as(actor).post(`/users/${id}/close`)).body.code).toBe('second_person_required');
  const admin = app.as(provinceAdmin());
  expect((await admin.post(`/users/${officer.id}/close`)).status).toBe(200);
  expect((await admin.patch(`/officers/${officer.id}`, { unitCodes: ['24'] })).body.code).toBe('account_closed');
  expect((await admin.delete(`/users/${mine.id}/second-factor`)).status).toBe(404);
});
