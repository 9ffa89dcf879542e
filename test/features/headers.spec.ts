import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { provinceAdmin } from '../support/actors.js';
import { testApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => (app = await testApp([AccountsModule], { queues: [] })));
afterAll(() => app.close());

const JSON_TYPE = { 'content-type': 'application/json' };

it('answers let pages run nothing from elsewhere and nothing inline, be framed by nobody, and are kept by no cache', async () => {
  const { headers } = await app.as(provinceAdmin()).get('/organisations');
  const policy = String(headers['content-security-policy']);
  for (const rule of ["default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"])
    expect(policy).toContain(rule);
  expect(/script-src ([^;]*)/.exec(policy)![1]).not.toMatch(
    /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|https?:|\*/,
  );
  expect(headers).toMatchObject({
    ...{ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' },
    ...{ 'cache-control': 'no-store', 'strict-transport-security': expect.stringContaining('max-age=') },
  });
});

it('pictures come from ourselves, and from the map server that the deployment names', async () => {
  const tiles = { MAP_TILES: 'https://tiles.example.vn/{z}/{x}/{y}.png' };
  const other = await testApp([AccountsModule], { queues: [], environment: tiles });
  const sources = async (of: TestApp) =>
    /img-src ([^;]*)/.exec(String((await of.as().get('/auth/me')).headers['content-security-policy']))![1];
  expect(await sources(app)).toBe("'self' data: blob:");
  expect(await sources(other)).toBe("'self' data: blob: https://tiles.example.vn");
  await other.close();
});

it('the page of the API’s description has no script that the policy would stop', async () => {
  const { text, status } = await app.as().get('!/api/docs');
  expect(status).toBe(200);
  for (const [, attributes, code] of text.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)) {
    expect(attributes).toMatch(/src="\.?\/?(?!\/)[^:"]+"/);
    expect(code!.trim()).toBe('');
  }
});

it.each([
  ['no JSON', '{"username": ', 400],
  ['the prototype of all objects', '{"__proto__": {"role": "province_admin"}}', 400],
  ['lists a million deep', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`, 413],
  ['a text of five megabytes', JSON.stringify({ username: 'a'.repeat(5_000_000) }), 413],
])('a body of %s is refused with a problem that tells nothing', async (_, body, status) => {
  const answer = await app.as().post('/auth/token', body, JSON_TYPE);
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.text).not.toMatch(/node_modules|\bat |Error|SyntaxError|position/);
});

it('a path that is not there is not found, and is not said again', async () => {
  const { status, text } = await app.as().get('/nowhere/<script>');
  expect(status).toBe(404);
  expect(text).not.toContain('nowhere');
});
