import { createHmac } from 'node:crypto';

/** A rotating code holds for one step of so many seconds; one before and one after are taken as well (RFC 6238, 5.2). */
export const STEP_SECONDS = 30;
const DRIFT = 1;
export const DIGITS = 8;

export const stepAt = (seconds: number): number => Math.floor(seconds / STEP_SECONDS);

export const isNear = (step: number, seconds: number): boolean => Math.abs(step - stepAt(seconds)) <= DRIFT;

/** The code that a phone shows in a step: TOTP with HMAC-SHA-256 and eight digits (RFC 6238). */
export function totp(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha256', secret).update(counter).digest();
  const offset = digest[digest.length - 1]! & 15;
  const number = (digest.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, '0');
}

/** The step about `seconds` in which the secret shows these digits; undefined when they are of another moment, or wrong. */
export function stepShowing(secret: Buffer, digits: string, seconds: number): number | undefined {
  const now = stepAt(seconds);
  return [now, now - DRIFT, now + DRIFT].find((step) => totp(secret, step) === digits);
}
