import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { proofOf, readTypedCode, typedCode } from './typed-code.js';

const keys = { mac: randomBytes(32), cipher: randomBytes(32) };
const no = fc.nat(2 ** 24 - 1);

it('is read as it was printed, however it is typed', () => {
  fc.assert(
    fc.property(no, fc.nat(1000), (place, version) => {
      const code = typedCode(keys, place, version);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
      const sloppy = code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
      for (const typed of [code, sloppy])
        expect(readTypedCode(keys, typed)).toEqual({ no: place, proof: proofOf(keys, place, version) });
    }),
  );
});

it('proves one version of one place', () => {
  const { proof } = readTypedCode(keys, typedCode(keys, 12, 3))!;
  expect([proofOf(keys, 12, 3), proofOf(keys, 12, 4), proofOf(keys, 13, 3)].map((one) => one === proof)).toEqual([
    true,
    false,
    false,
  ]);
});

it('is nothing else', () => {
  for (const text of ['', 'L3', '12345-6789', '01234-567890', 'UUUUU-UUUUU'])
    expect(readTypedCode(keys, text)).toBeUndefined();
  expect(() => typedCode(keys, 2 ** 24, 1)).toThrow(RangeError);
});
