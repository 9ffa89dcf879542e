import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { openPack, type OfflinePack, PACK_AUDIENCE, PACK_FORMAT, PACK_TYPE, packKey } from './offline-pack.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] };
const NOW = new Date('2026-11-22T06:00:00Z');
const header = {
  format: PACK_FORMAT,
  deviceId: '0190a0a0-0000-7000-8000-00000000000a',
  organisationId: '0190a0a0-0000-7000-8000-00000000000b',
  siteId: '0190a0a0-0000-7000-8000-00000000000c',
  place: 'G1',
  generatedAt: '2026-11-22T00:00:00Z',
  validTo: '2026-11-22T12:00:00Z',
  rules: '1',
  salt: 'saltsaltsaltsaltsalt',
  places: ['G1', 'L1'],
};
const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Making {
  typ?: string;
  kid?: string;
  sub?: string;
  entries?: number;
}

async function packOf(codes: Record<string, [string, string[], string | null]>, making: Making = {}) {
  const entries = await Promise.all(
    Object.entries(codes).map(async ([code, given]) => [await packKey(header.salt, code), ...given]),
  );
  const lines = [{ ...header, entries: making.entries ?? entries.length }, ...entries];
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const sha256 = createHash('sha256').update(body).digest('base64url');
  const head = base64url({ alg: 'EdDSA', kid: making.kid ?? 'k1', typ: making.typ ?? PACK_TYPE });
  const content = `${head}.${base64url({ aud: PACK_AUDIENCE, sub: making.sub ?? header.deviceId, sha256 })}`;
  const signature = sign(null, Buffer.from(content), privateKey).toString('base64url');
  return new Uint8Array(Buffer.from(`${body}${content}.${signature}`));
}
const HANDLE = 'phone-handle-of-32-characters-ab';
const good = () =>
  packOf({
    'badge-of-one': ['allow', [], null],
    'badge-of-two': ['stop', ['isolated'], 'Trần Thị Hai'],
    [HANDLE]: ['stop', ['isolated'], null],
  });
const fault = (bytes: Uint8Array<ArrayBuffer>, now = NOW): Promise<string> =>
  openPack(bytes, keys, now).then(
    () => 'none',
    (error: { code: string }) => error.code,
  );

describe('a pack for the time without a network', () => {
  let pack: OfflinePack;
  beforeAll(async () => (pack = await openPack(await good(), keys, NOW)));

  it('tells what to do with a badge, scanned bare or as an address', async () => {
    expect(await pack.lookup('badge-of-one', NOW)).toEqual({ decision: 'allow', reasons: [], name: null });
    const two = { decision: 'stop', reasons: ['isolated'], name: 'Trần Thị Hai' };
    expect(await pack.lookup(' https://truyvet.example/c/badge-of-two?v=1', NOW)).toEqual(two);
  });

  it('warns of what it cannot verify: a code it does not know, the digits of a phone', async () => {
    const unverified = { decision: 'warn', reasons: ['unverified'], name: null };
    expect(await pack.lookup('badge-of-nobody', NOW)).toEqual(unverified);
    expect(await pack.lookup('unknown-handle-of-a-phone.123456', NOW)).toEqual(unverified);
    const stopped = { decision: 'stop', reasons: ['isolated', 'unverified'], name: null };
    expect(await pack.lookup(`${HANDLE}.123456`, NOW)).toEqual(stopped);
  });

  it('is worthless when its time is over', async () => {
    const late = new Date(header.validTo);
    await expect(pack.lookup('badge-of-one', late)).rejects.toMatchObject({ code: 'expired' });
    expect(await fault(await good(), late)).toBe('expired');
  });

  it('is refused when a bit of it was changed, and when it is another document', async () => {
    const bytes = await good();
    for (const at of [20, 300, bytes.lastIndexOf(0x0a) - 8]) {
      const changed = bytes.slice();
      changed[at]! ^= 1;
      expect(await fault(changed)).not.toBe('none');
    }
    expect(await fault(await packOf({}, { kid: 'k2' }))).toBe('unknown_key');
    expect(await fault(await packOf({}, { typ: 'at+jwt' }))).toBe('malformed');
    expect(await fault(await packOf({}, { sub: header.siteId }))).toBe('malformed');
    expect(await fault(await packOf({}, { entries: 3 }))).toBe('malformed');
    expect(await fault(bytes.slice(0, bytes.length - 40))).toBe('bad_signature');
    expect(await fault(new Uint8Array())).toBe('malformed');
  });
});
