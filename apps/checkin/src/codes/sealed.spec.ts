import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { ownerMark, seal, type Sealed, unseal } from './sealed.js';

const keys = { mac: randomBytes(32), cipher: randomBytes(32) };
const uint32 = fc.integer({ min: 0, max: 0xffffffff });
const content: fc.Arbitrary<Sealed> = fc.record({
  kind: fc.constantFrom('poster' as const, 'screen' as const, 'badge' as const, 'phone' as const),
  no: uint32,
  counter: uint32,
  owner: fc.uuid().map(ownerMark),
});

it('opens what it sealed, and the same content is the same token', () => {
  fc.assert(
    fc.property(content, (given) => {
      const token = seal(keys, given);
      expect(token).toMatch(/^[A-Za-z0-9_-]{32}$/);
      expect(unseal(keys, token)).toEqual(given);
      expect(seal(keys, given)).toBe(token);
    }),
  );
});

it('opens nothing that was changed, cut or made with other keys', () => {
  const other = { mac: randomBytes(32), cipher: keys.cipher };
  fc.assert(
    fc.property(content, fc.nat(191), (given, bit) => {
      const token = seal(keys, given);
      const bytes = Buffer.from(token, 'base64url');
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      expect(unseal(keys, bytes.toString('base64url'))).toBeUndefined();
      expect(unseal(keys, token.slice(0, 31))).toBeUndefined();
      expect(unseal(other, token)).toBeUndefined();
    }),
  );
});

it('opens no text that is none', () => {
  fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => expect(unseal(keys, text)).toBeUndefined()));
});

it('shows no number: tokens of neighbours have nothing in common', () => {
  const [one, next] = [7, 8].map((no) => seal(keys, { kind: 'badge', no, counter: 1, owner: ownerMark('a') }));
  const equal = [...one!].filter((letter, at) => letter === next![at]).length;
  expect(equal).toBeLessThan(8);
});
