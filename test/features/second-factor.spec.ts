import { SecondFactor } from '@app/database';
import { codeOf } from '@app/platform';
import { generateSync } from 'otplib';
import { createAccount, AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { provinceAdmin } from '../support/actors.js';
import { testApp, type TestApp } from '../support/app.js';
import { makeUnits } from '../support/factories.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp([AccountsModule], { queues: [] });
  await makeUnits(app.dataSource);
});
afterAll(() => app.close());

const password = 'một mật khẩu dài';
let sequence = 0;
async function officer() {
  const username = `can-bo-${++sequence}`;
  const data = {
    username,
    role: 'health_officer' as const,
    fullName: 'Lê Hoa',
    scope: { unitCodes: ['24'] },
    password,
  };
  return createAccount(app.dataSource.manager, data);
}
const from = (address: string) => ({ 'x-forwarded-for': address });
const enrol = (username: string) => app.as().post('/auth/second-factor', { username, password });
const signIn = (username: string, otp?: string, address = '203.0.113.5') =>
  app.as().post('/auth/token', { username, password, otp }, from(address));
async function enrolled() {
  const { id, username } = await officer();
  return { id, username, secret: (await enrol(username)).body.totpSecret as string };
}
const codeAt = (secret: string, secondsAway: number) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + secondsAway });

it('an officer sets up an authenticator once and signs in with its code', async () => {
  const { username } = await officer();
  expect((await signIn(username)).body.code).toBe('second_factor_required');
  const { body } = await enrol(username);
  expect(body.totpUri).toContain(`secret=${body.totpSecret}`);
  expect((await signIn(username)).body.code).toBe('second_factor_required');
  expect((await signIn(username, codeOf(body.totpSecret))).status).toBe(200);
  expect((await enrol(username)).body.code).toBe('second_factor_set');
});

it('codes of the half minute before and after count, older and later ones do not', async () => {
  for (const [seconds, status] of [
    [-90, 401],
    [-30, 200],
    [30, 200],
    [90, 401],
  ] as const) {
    const { username, secret } = await enrolled();
    expect((await signIn(username, codeAt(secret, seconds))).status).toBe(status);
  }
});

it('a code opens one session: elsewhere it is used up, at its own address it is the same sign-in sent again', async () => {
  const { id, username, secret } = await enrolled();
  const [earlier, code] = [codeAt(secret, -30), codeOf(secret)];
  expect((await signIn(username, code)).status).toBe(200);
  expect((await signIn(username, code, '198.51.100.7')).status).toBe(401);
  expect((await signIn(username, code)).status).toBe(200);
  const families = 'select count(distinct family_id)::int as n from refresh_token where user_id = $1';
  expect(await app.dataSource.query(families, [id])).toEqual([{ n: 1 }]);
  expect((await signIn(username, earlier)).status).toBe(401);
});

it('a code that is sent twice at once is one sign-in', async () => {
  const { id, username, secret } = await enrolled();
  const code = codeOf(secret);
  const answers = await Promise.all([signIn(username, code), signIn(username, code), signIn(username, code)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const families = 'select count(distinct family_id)::int as n from refresh_token where user_id = $1';
  expect(await app.dataSource.query(families, [id])).toEqual([{ n: 1 }]);
});

it('a code whose session was ended opens none', async () => {
  const { username, secret } = await enrolled();
  const code = codeOf(secret);
  const { accessToken } = (await signIn(username, code)).body;
  await app.as().post('/auth/logout', undefined, { authorization: `Bearer ${accessToken}` });
  expect((await signIn(username, code)).status).toBe(401);
});

it('of ten who use one code at once from ten addresses a single one gets in', async () => {
  const { username, secret } = await enrolled();
  await signIn(username, codeAt(secret, -30)); // strangers are slowed down after five
  const code = codeOf(secret);
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, at) => signIn(username, code, `198.51.100.${at + 1}`)),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

it('the secret is kept encrypted, and an answer with it is never stored on the way', async () => {
  const { id, username } = await officer();
  const { body, headers } = await enrol(username);
  expect(headers['cache-control']).toBe('no-store');
  const { secret } = await app.dataSource.getRepository(SecondFactor).findOneByOrFail({ userId: id });
  expect(secret.includes(Buffer.from(body.totpSecret))).toBe(false);
});

it('who has lost the authenticator is invited anew and sets up another; the old one is worthless', async () => {
  const { id, username, secret } = await enrolled();
  await signIn(username, codeAt(secret, -30));
  const { invitation } = (await app.as(provinceAdmin()).post(`/users/${id}/invitations`)).body;
  await app.as().post('/auth/invitations/accept', { invitation, password });
  expect((await signIn(username, codeOf(secret))).body.code).toBe('second_factor_required');
  const { totpSecret } = (await enrol(username)).body;
  expect((await signIn(username, codeOf(secret))).status).toBe(401);
  expect((await signIn(username, codeOf(totpSecret))).status).toBe(200);
});

it('a worker needs no code, and cannot set one up', async () => {
  const data = { username: 'cong-nhan-1', role: 'worker' as const, fullName: 'Trần An', password };
  await createAccount(app.dataSource.manager, data);
  expect((await signIn('cong-nhan-1')).status).toBe(200);
  expect((await enrol('cong-nhan-1')).body.code).toBe('forbidden');
});
