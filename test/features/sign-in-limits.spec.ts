import { createAccount, AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { testApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => (app = await testApp([AccountsModule], { queues: [] })));
afterAll(() => app.close());

const PASSWORD = 'một mật khẩu dài';
let sequence = 0;
async function account() {
  const username = `nguoi-${++sequence}`;
  const data = { username, role: 'auditor' as const, fullName: 'Nguyễn Hà', password: PASSWORD };
  await createAccount(app.dataSource.manager, data);
  return username;
}
const signIn = (username: string, address: string, password = PASSWORD) =>
  app.as().post('/auth/token', { username, password }, { 'x-forwarded-for': address });
const guess = (username: string, address: string) => signIn(username, address, 'not the password');
const later = (seconds: number) =>
  app.dataSource.query(
    `update sign_in_limit set last_at = last_at - make_interval(secs => $1), not_before = not_before - make_interval(secs => $1)`,
    [seconds],
  );
const waitOf = (answer: { headers: Record<string, unknown> }) => Number(answer.headers['retry-after']);

it('after five wrong passwords an account makes guessers wait, twice as long each time, and says how long', async () => {
  const username = await account();
  for (let i = 0; i < 5; i++) expect((await guess(username, '198.51.100.1')).status).toBe(401);
  const waits = [];
  for (let i = 0; i < 4; i++) {
    const answer = await guess(username, '198.51.100.1');
    expect(answer.status).toBe(429);
    waits.push(waitOf(answer));
    await later(waitOf(answer));
    expect((await guess(username, '198.51.100.1')).status).toBe(401);
  }
  expect(waits.map((wait) => Math.round(Math.log2(wait)))).toEqual([1, 2, 3, 4]);
});

it('of a hundred guesses at once five are looked at', async () => {
  const username = await account();
  const began = performance.now();
  const answers = await Promise.all(Array.from({ length: 100 }, () => guess(username, '198.51.100.2')));
  const lookedAt = answers.filter(({ status }) => status === 401).length;
  process.stdout.write(`100 guesses at once: ${lookedAt} looked at\n`);
  // and one more for each turn that came meanwhile
  expect(lookedAt).toBeLessThanOrEqual(5 + (performance.now() - began) / 2_000);
});

it('strangers’ guesses do not slow down an address from which the account has signed in', async () => {
  const username = await account();
  expect((await signIn(username, '203.0.113.9')).status).toBe(200);
  for (let i = 0; i < 20; i++) await guess(username, `198.51.100.${i}`);
  expect((await signIn(username, '203.0.113.9')).status).toBe(200);
});

it('the right password from a new address waits its own turn, which no stranger can take', async () => {
  const username = await account();
  for (let i = 0; i < 9; i++) await guess(username, '198.51.100.3');
  const told = await signIn(username, '203.0.113.10');
  expect(told.status).toBe(429);
  await later(waitOf(told) - 1);
  await guess(username, '198.51.100.3');
  expect((await signIn(username, '203.0.113.10')).status).toBe(429);
  await later(1);
  await guess(username, '198.51.100.4');
  expect((await signIn(username, '203.0.113.10')).status).toBe(200);
});

it('asking while one has to wait does not make it longer, and the right password is not looked at', async () => {
  const username = await account();
  for (let i = 0; i < 6; i++) await guess(username, '198.51.100.5');
  const first = waitOf(await guess(username, '198.51.100.5'));
  for (let i = 0; i < 10; i++) expect((await signIn(username, '198.51.100.5')).status).toBe(429);
  expect(waitOf(await guess(username, '198.51.100.5'))).toBeLessThanOrEqual(first);
});

it('an address that guesses at many accounts is slowed down, except for accounts that are at home there', async () => {
  const [mine, other] = [await account(), await account()];
  expect((await signIn(mine, '192.0.2.1')).status).toBe(200);
  await guess('nobody.at.all', '192.0.2.1');
  await app.dataSource.query('update sign_in_limit set wrong = 50');
  await guess('nobody.else', '192.0.2.1');
  expect((await signIn(other, '192.0.2.1')).status).toBe(429);
  expect((await signIn(mine, '192.0.2.1')).status).toBe(200);
});

it('an unknown name is slowed down just like a known one', async () => {
  const answers = [];
  const username = await account();
  for (const name of [username, 'nobody.here'])
    for (let i = 0; i < 7; i++) answers.push((await guess(name, '192.0.2.77')).text);
  expect(answers.slice(0, 7)).toEqual(answers.slice(7));
});

it('what is counted tells nobody a name or an address', async () => {
  await guess('mot.nguoi.nao.do', '192.0.2.200');
  const rows = await app.dataSource.query('select * from sign_in_limit, known_address');
  expect(JSON.stringify(rows)).not.toMatch(/nguoi|192\.0\.2/);
});
