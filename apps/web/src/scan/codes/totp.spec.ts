import { stepAt, totp } from '../../../../checkin/src/codes/steps';
import { codeShown, stepOf } from './totp';

const secret = Buffer.from('12345678901234567890123456789012');
const code = {
  ...{
    handle: 'handle',
    secret: secret.toString('base64url'),
    algorithm: 'SHA256' as const,
    digits: 8,
    stepSeconds: 30,
  },
};

it.each([59, 1111111109, 1234567890, 2000000000])('shows what the service expects %d s after 1970', async (seconds) => {
  const { step } = stepOf(code, seconds * 1000);
  expect(step).toBe(stepAt(seconds));
  expect(await codeShown(code, step)).toBe(`handle.${totp(secret, step)}`);
});

it('says how much of its time is left', () => {
  expect(stepOf(code, 60_000).left).toBe(1);
  expect(stepOf(code, 75_000).left).toBe(0.5);
});
