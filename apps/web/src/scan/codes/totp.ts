import type { PersonalCode } from '@app/contracts';

/** What a worker's phone shows in a step of time: `handle.digits`, the digits being TOTP (RFC 6238) of its secret. */
export async function codeShown(code: PersonalCode, step: number): Promise<string> {
  const hash = `SHA-${code.algorithm.slice(3)}`;
  const raw = bytesOf(code.secret);
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash }, false, ['sign']);
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(step));
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer));
  const offset = mac.getUint8(mac.byteLength - 1) & 0x0f;
  const number = (mac.getUint32(offset) & 0x7fffffff) % 10 ** code.digits;
  return `${code.handle}.${String(number).padStart(code.digits, '0')}`;
}

/** The step of a moment, and how much of it is left, from 1 down to 0. */
export function stepOf({ stepSeconds }: PersonalCode, now: number): { step: number; left: number } {
  const length = stepSeconds * 1000;
  return { step: Math.floor(now / length), left: 1 - (now % length) / length };
}

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
