import { UserAccount } from '@app/database';
import { createAccount, AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { testApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => (app = await testApp([AccountsModule], { queues: [] })));
afterAll(() => app.close());

const PASSWORD = 'một mật khẩu dài';
let sequence = 0;
async function account() {
  return createAccount(app.dataSource.manager, {
    username: `auditor${++sequence}`,
    role: 'auditor',
    fullName: 'Nguyễn Thị Hà',
    scope: {},
    password: PASSWORD,
  });
}
const signIn = (username: string, password = PASSWORD) => app.as().post('/auth/token', { username, password });
const refresh = (refreshToken: string) => app.as().post('/auth/refresh', { refreshToken });
const me = (accessToken: string) => app.as().get('/auth/me', { authorization: `Bearer ${accessToken}` });

it('who signs in acts as what the account says', async () => {
  const { id, username } = await account();
  const { status, body } = await signIn(username.toUpperCase());
  expect(status).toBe(200);
  expect(body).toMatchObject({ expiresIn: 300, tokenType: 'Bearer' });
  expect((await me(body.accessToken)).body).toEqual({
    id,
    username,
    role: 'auditor',
    scope: {},
  });
});

it('the same password typed on another keyboard (accents composed apart) is the same', async () => {
  const { username } = await account();
  expect((await signIn(username, PASSWORD.normalize('NFD'))).status).toBe(200);
});

it('passwords are kept as argon2id and refresh tokens as digests', async () => {
  const { id, username } = await account();
  const { body } = await signIn(username);
  const { passwordHash } = await app.dataSource.getRepository(UserAccount).findOneByOrFail({ id });
  expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  const rows = await app.dataSource.query('select * from refresh_token where user_id = $1', [id]);
  expect(JSON.stringify(rows)).not.toContain(body.refreshToken);
  expect(rows[0].token_hash).toHaveLength(32);
});

it('a wrong password, an unknown name, a closed and an unopened account are refused alike', async () => {
  const [wrong, closed, unopened] = [await account(), await account(), await account()];
  await app.dataSource.query('update user_account set disabled_at = now() where id = $1', [closed.id]);
  await app.dataSource.query('update user_account set password_hash = null where id = $1', [unopened.id]);
  const answers = [
    await signIn(wrong.username, 'not the password'),
    await signIn('nobody.at.all'),
    await signIn('nobody\0at.all'),
    await signIn(closed.username),
    await signIn(unopened.username),
  ];
  expect(answers[0]!.status).toBe(401);
  expect(answers[0]!.body.code).toBe('unauthenticated');
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
});

it('an unknown name takes about as long as a wrong password', async () => {
  const timeOf = async (name: string) => {
    const start = performance.now();
    await signIn(name, 'not the password');
    return performance.now() - start;
  };
  const names = [];
  for (let i = 0; i < 9; i++) names.push((await account()).username);
  // in turns: whatever else slows this machine down slows both
  const ratios: number[] = [];
  for (const name of names) ratios.push((await timeOf(`nobody.${name}`)) / (await timeOf(name)));
  const middle = ratios.toSorted((a, b) => a - b)[4]!;
  expect(middle).toBeGreaterThan(0.5);
  expect(middle).toBeLessThan(2);
});

it('a refresh token is good once, and gives the next', async () => {
  const { body } = await signIn((await account()).username);
  const next = await refresh(body.refreshToken);
  expect(next.status).toBe(200);
  expect(next.body.refreshToken).not.toBe(body.refreshToken);
  expect((await me(next.body.accessToken)).status).toBe(200);
  expect((await refresh(next.body.refreshToken)).status).toBe(200);
});

const age = (seconds: number) =>
  app.dataSource.query('update refresh_token set used_at = used_at - make_interval(secs => $1)', [seconds]);

it('a spent refresh token that comes back later than 15 seconds ends the whole session', async () => {
  const { body } = await signIn((await account()).username);
  const next = await refresh(body.refreshToken);
  await age(16);
  expect((await refresh(body.refreshToken)).status).toBe(401);
  expect((await refresh(next.body.refreshToken)).status).toBe(401);
});

it('within 15 seconds only the immediate predecessor is good: a token whose successor was used ends the session', async () => {
  const { body } = await signIn((await account()).username);
  const next = await refresh(body.refreshToken);
  const third = await refresh(next.body.refreshToken);
  expect((await refresh(body.refreshToken)).status).toBe(401);
  expect((await refresh(third.body.refreshToken)).status).toBe(401);
});

it('of fifty who use one refresh token at once all get the same next one: one session, nobody signed out', async () => {
  const { body } = await signIn((await account()).username);
  const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(body.refreshToken)));
  const next = new Set(answers.map((answer) => answer.body.refreshToken));
  const [{ families }] = await app.dataSource.query<[{ families: number }]>(
    `select count(distinct family_id)::int as families from refresh_token where user_id =
       (select user_id from refresh_token where token_hash = sha256($1))`,
    [Buffer.from(body.refreshToken)],
  );
  const refusals = answers.filter(({ status }) => status !== 200).length;
  process.stdout.write(`50 concurrent refreshes: ${refusals} refused, ${next.size} successor, ${families} session\n`);
  expect([refusals, next.size, families]).toEqual([0, 1, 1]);
  expect((await refresh([...next][0])).status).toBe(200);
});

it('signing out ends that session and leaves the others', async () => {
  const { username } = await account();
  const [one, other] = [(await signIn(username)).body, (await signIn(username)).body];
  const headers = { authorization: `Bearer ${one.accessToken}` };
  expect((await app.as().post('/auth/logout', { refreshToken: one.refreshToken }, headers)).status).toBe(204);
  expect((await refresh(one.refreshToken)).status).toBe(401);
  expect((await refresh(other.refreshToken)).status).toBe(200);
});

it('signing out without a refresh token ends every session of the caller, nobody else’s', async () => {
  const [mine, theirs] = [
    (await signIn((await account()).username)).body,
    (await signIn((await account()).username)).body,
  ];
  const headers = { authorization: `Bearer ${mine.accessToken}` };
  expect((await app.as().post('/auth/logout', { refreshToken: theirs.refreshToken }, headers)).status).toBe(204);
  expect((await refresh(theirs.refreshToken)).status).toBe(200);
  expect((await app.as().post('/auth/logout', undefined, headers)).status).toBe(204);
  expect((await refresh(mine.refreshToken)).status).toBe(401);
});

it('a closed account cannot refresh', async () => {
  const { id, username } = await account();
  const { body } = await signIn(username);
  await app.dataSource.query('update user_account set disabled_at = now() where id = $1', [id]);
  expect((await refresh(body.refreshToken)).status).toBe(401);
});

it('without a token nobody is anybody', async () => {
  expect((await app.as().get('/auth/me')).body.code).toBe('unauthenticated');
  expect((await me('eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.')).status).toBe(401);
});
