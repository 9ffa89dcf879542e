import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { FieldCipher, keyIdOf } from './field-cipher.js';
import { KeyRing } from './key-ring.js';

const folder = mkdtempSync(join(tmpdir(), 'truyvet-ring-'));
const path = join(folder, 'keys.json');
const key = (): string => randomBytes(32).toString('base64');
const [fieldKey, first, second] = [key(), { id: 1, key: key() }, { id: 2, key: key() }];
let minute = 0;
/** Writes the file as somebody else would: its time moves on. */
function write(fieldKeys?: { id: number; key: string }[]): void {
  writeFileSync(path, JSON.stringify({ fieldKey, ...(fieldKeys && { fieldKeys }) }));
  utimesSync(path, ++minute * 60, minute * 60);
}
const cipherOf = (...keys: { id: number; key: string }[]): FieldCipher => {
  write(keys);
  return new FieldCipher(new KeyRing(path));
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('brings every value back, and never seals one alike twice', () => {
  const cipher = cipherOf(first);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (text, row) => {
      const [one, other] = [0, 1].map(() => cipher.sealText(text, 'worker.phone', row));
      expect(cipher.openText(one!, 'worker.phone', row)).toBe(text);
      expect(one!.equals(other!)).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

it('opens nothing that was changed, or copied to another row or column', () => {
  const cipher = cipherOf(first);
  const sealed = cipher.sealText('024190001234', 'worker.identity_number', 'a');
  expect(() => cipher.open(sealed, 'worker.identity_number', 'b')).toThrow();
  expect(() => cipher.open(sealed, 'worker.phone', 'a')).toThrow();
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    expect(() => cipher.open(changed, 'worker.identity_number', 'a')).toThrow();
  }
});

it('seals with the newest key, and opens with the one that sealed', () => {
  const old = cipherOf(first).sealText('x', 'worker.phone', 'a');
  const cipher = cipherOf(first, second);
  expect(keyIdOf(cipher.sealText('y', 'worker.phone', 'a'))).toBe(2);
  expect(cipher.openText(old, 'worker.phone', 'a')).toBe('x');
});

it('opens what a newer key has sealed that came into the file meanwhile', () => {
  const running = cipherOf(first);
  const sealed = cipherOf(first, second).sealText('x', 'worker.phone', 'a');
  expect(running.openText(sealed, 'worker.phone', 'a')).toBe('x');
});

it('names the key that is missing, and not the value', () => {
  const sealed = cipherOf(first).sealText('0912345678', 'worker.phone', 'a');
  expect(() => cipherOf(second).open(sealed, 'worker.phone', 'a')).toThrow(/has no field key 1/);
});

it('has a first key for files of before there were rings, the same at every start', () => {
  write();
  const sealed = new FieldCipher(new KeyRing(path)).sealText('x', 'worker.phone', 'a');
  expect(new FieldCipher(new KeyRing(path)).openText(sealed, 'worker.phone', 'a')).toBe('x');
});

it('refuses a ring with a short key', () => {
  expect(() => cipherOf({ id: 1, key: 'c2hvcnQ=' })).toThrow(/is not 32 bytes/);
});
