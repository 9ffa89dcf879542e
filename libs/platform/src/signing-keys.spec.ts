import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rotateSigningKey } from './key-rotation.js';
import { Keys } from './keys.js';
import { AccessTokens } from './tokens.js';

const MINUTE = 60_000;
const actor = { userId: 'u', username: 'u', role: 'auditor' as const, scope: {} };
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'truyvet-keys-'));
  Keys.ensure((path = join(folder, 'keys.json')));
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
});
afterEach(() => {
  jest.useRealTimers();
  rmSync(folder, { recursive: true });
});
const kidOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;

it('a new key is published before it signs, and what the old one signed stays good, in processes that were never restarted', async () => {
  const processes = [new AccessTokens(Keys.load(path)), new AccessTokens(Keys.load(path))] as const;
  const before = await processes[0].sign(actor);
  const { kid } = rotateSigningKey(path);
  let [refused, checked] = [0, 0];
  const signers = new Set<string>();
  for (let minute = 0; minute < 20; minute++) {
    jest.advanceTimersByTime(MINUTE);
    for (const one of processes) {
      const token = await one.sign(actor);
      signers.add(kidOf(token));
      for (const other of processes)
        await other
          .verify(token)
          .catch(() => refused++)
          .finally(() => checked++);
      expect(JSON.stringify(one.jwks())).toContain(kid);
    }
  }
  process.stdout.write(`key rotation: ${checked} tokens checked, ${refused} refused\n`);
  expect(refused).toBe(0);
  expect([...signers]).toEqual([kidOf(before), kid]);
});

it('a rotation keeps the file’s rights, its other keys, and takes the private part of keys long out of use', () => {
  type File = { signing: { privateJwk: { d?: string } }[]; fieldKey: string };
  const read = () => JSON.parse(readFileSync(path, 'utf8')) as File;
  const { fieldKey } = read();
  rotateSigningKey(path);
  jest.advanceTimersByTime(2 * 60 * MINUTE);
  rotateSigningKey(path);
  expect(read().fieldKey).toBe(fieldKey);
  expect(read().signing.map(({ privateJwk }) => privateJwk.d !== undefined)).toEqual([false, true, true]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
