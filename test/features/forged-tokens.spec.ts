import type { Actor } from '@app/contracts';
import { AccessTokens, DocumentSigner, Keys } from '@app/platform';
import { base64url, exportSPKI, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { createHash, createHmac, createPublicKey, type KeyObject } from 'node:crypto';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { provinceAdmin } from '../support/actors.js';
import { testApp, type TestApp } from '../support/app.js';

let app: TestApp;
let good: string;
const actor: Actor = provinceAdmin();
beforeAll(async () => {
  app = await testApp([AccountsModule], { queues: [] });
  good = await app.nest.get(AccessTokens).sign(actor);
});
afterAll(() => app.close());

const me = (token: string) => app.as().get('/auth/me', { authorization: `Bearer ${token}` });
const coded = (value: object): string => base64url.encode(JSON.stringify(value));
const parts = () => good.split('.') as [string, string, string];
const headerOf = () => JSON.parse(Buffer.from(parts()[0], 'base64url').toString()) as Record<string, unknown>;
const claimsOf = () => JSON.parse(Buffer.from(parts()[1], 'base64url').toString()) as JWTPayload;

/** With another algorithm: none in all spellings, and the public key taken for a shared secret. */
async function otherAlgorithms(): Promise<string[]> {
  const [, body, signature] = parts();
  const key = app.nest.get<Keys>(Keys).signing.current();
  const secrets = [
    await exportSPKI(key.public),
    JSON.stringify(key.publicJwk),
    String((key.publicJwk as { x: string }).x),
  ];
  const unsigned = ['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg) =>
    ['', signature].map((sign) => `${coded({ ...headerOf(), alg })}.${body}.${sign}`),
  );
  const shared = (['sha256', 'sha384', 'sha512'] as const).flatMap((hash) =>
    secrets.flatMap((secret) =>
      ['at+jwt', 'JWT'].map((typ) => {
        const signed = `${coded({ ...headerOf(), typ, alg: `HS${hash.slice(3)}` })}.${body}`;
        return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
      }),
    ),
  );
  return [...unsigned, ...shared];
}

/** With a key that is not ours: by its own kid, by ours, embedded, or referred to. */
async function otherKeys(): Promise<string[]> {
  const made = await Promise.all(
    (['EdDSA', 'ES256', 'ES384', 'RS256', 'PS256', 'ES512'] as const).map(async (alg) => {
      const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
      const { kid } = headerOf();
      const jwk = createPublicKey(await exportSPKI(publicKey)).export({ format: 'jwk' });
      const headers = [
        { kid },
        {},
        { kid: 'other' },
        { kid, jwk },
        { kid, jku: 'https://evil.example/jwks.json' },
        { kid, x5u: 'https://evil.example/cert.pem' },
        { kid: '../../../../dev/null' },
        { kid: "' or 1=1 --" },
      ];
      return Promise.all(
        headers.map((header) =>
          new SignJWT(claimsOf())
            .setProtectedHeader({ alg, typ: 'at+jwt', ...header } as JWTHeaderParameters)
            .sign(privateKey),
        ),
      );
    }),
  );
  return made.flat();
}

/** By our very key, and yet no access token: what it is for, from whom, for how long, or whom it names is wrong. */
async function wrongClaims(): Promise<string[]> {
  const key = app.nest.get<Keys>(Keys).signing.current();
  const now = Math.floor(Date.now() / 1000);
  const sign = (claims: object, header: object = {}, secret: KeyObject = key.private) =>
    new SignJWT({ ...claimsOf(), ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'at+jwt', ...header })
      .sign(secret);
  const claims = [
    ...['other', '', 'truyvet-API', ['x']].map((aud) => ({ aud })),
    { aud: undefined },
    ...['other', '', 'TRUYVET'].map((iss) => ({ iss })),
    { iss: undefined },
    ...[now - 1, now - 60, now - 86_400, 0, -1].map((exp) => ({ exp })),
    { exp: undefined },
    { nbf: now + 3_600 },
    ...['root', 'PROVINCE_ADMIN', '', 'admin', 'superuser'].map((role) => ({ role })),
    { role: undefined },
    { sub: undefined },
    { name: undefined },
    { scope: undefined },
    { scope: 'everything' },
    { scope: { unitCodes: 'all' } },
  ];
  const types = ['JWT', 'rt+jwt', 'application/at', '', 'export+jwt', undefined];
  const signer = app.nest.get(DocumentSigner);
  return Promise.all([
    ...claims.map((one) => sign(one)),
    ...types.map((typ) => sign({}, { typ })),
    ...['pack+jwt', 'export+jwt', 'JWT'].map((typ) => signer.sign(typ, claimsOf())),
  ]);
}

/** Our token, changed: another body or header under its signature, a flipped bit, cut or doubled. */
function changed(): string[] {
  const [header, body, signature] = parts();
  const bytes = Buffer.from(signature, 'base64url');
  const flipped = Array.from({ length: 64 }, (_, at) => {
    const copy = Buffer.from(bytes);
    copy[at]! ^= 1 << (at % 8);
    return `${header}.${body}.${copy.toString('base64url')}`;
  });
  const bodies = [{ role: 'service' }, { sub: 'x' }, { exp: 9_999_999_999 }, { scope: {}, iat: 0 }].map(
    (change) => `${header}.${coded({ ...claimsOf(), ...change })}.${signature}`,
  );
  const headers = [
    { b64: false, crit: ['b64'] },
    { crit: ['exp'] },
    { zip: 'DEF' },
    { kid: 'x' },
    { cty: 'JWT' },
    { alg: 'Ed448' },
  ].map((change) => `${coded({ ...headerOf(), ...change })}.${body}.${signature}`);
  const digest = createHash('sha512').update(`${header}.${body}`).digest('base64url');
  const broken = [
    `${header}.${body}`,
    `${header}.${body}.`,
    `.${body}.${signature}`,
    `${header}..${signature}`,
    `${header}.${body}.${signature}.${signature}`,
    `${header}.${body}.${digest}`,
    `${header}.${body}.${Buffer.alloc(64).toString('base64url')}`,
    good.slice(0, -2),
    good.repeat(2),
    good.toUpperCase(),
    'null',
    'tvd_',
    `tvd_${good}`,
    '.'.repeat(10_000),
  ];
  return [...flipped, ...bodies, ...headers, ...broken];
}

it('of two hundred forged tokens none is accepted, and the true one is', async () => {
  const forged = [...(await otherAlgorithms()), ...(await otherKeys()), ...(await wrongClaims()), ...changed()];
  let accepted = 0;
  for (const token of forged) {
    const { status } = await me(token);
    if (status === 200) accepted++;
    expect(status).toBe(401);
  }
  process.stdout.write(`${forged.length} forged tokens: ${accepted} accepted\n`);
  expect(forged.length).toBeGreaterThanOrEqual(200);
  expect((await me(good)).status).toBe(200);
});
