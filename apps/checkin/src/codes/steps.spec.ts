import fc from 'fast-check';
import { isNear, stepAt, stepShowing, totp } from './steps.js';

// RFC 6238, appendix B: the secret and values of SHA256
const secret = Buffer.from('12345678901234567890123456789012');

it.each([
  [59, '46119246'],
  [1111111109, '68084774'],
  [1111111111, '67062674'],
  [1234567890, '91819424'],
  [2000000000, '90698825'],
  [20000000000, '77737706'],
])('shows at second %d what the standard says', (seconds, code) => {
  expect(totp(secret, stepAt(seconds))).toBe(code);
});

it('takes a code in its step, one before and one after, and at no other time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1.7e9, max: 1.9e9 }), fc.integer({ min: -300, max: 300 }), (shown, late) => {
      const step = stepAt(shown);
      const near = Math.abs(stepAt(shown + late) - step) <= 1;
      expect(isNear(step, shown + late)).toBe(near);
      expect(stepShowing(secret, totp(secret, step), shown + late)).toBe(near ? step : undefined);
    }),
  );
});
