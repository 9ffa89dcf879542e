import { createCipheriv, createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The two keys of codes: what proves them ours, and what hides the numbers in them. */
export interface SealKeys {
  mac: Buffer;
  cipher: Buffer;
}

const KINDS = ['poster', 'screen', 'badge', 'phone'] as const;

/** What a token says to whoever has the keys. */
export interface Sealed {
  kind: (typeof KINDS)[number];
  /** Internal number of the place or worker. */
  no: number;
  /** Version of the poster, badge or phone; of a screen, the step. */
  counter: number;
  /** Mark of the organisation or unit it belongs to, as `ownerMark` gives it. */
  owner: string;
}

const TAG_BYTES = 12;
const BODY_BYTES = 12;
const OWNER_BYTES = 3;
const TOKEN = /^[A-Za-z0-9_-]{32}$/;

/** Tells organisations (and units of shared places) apart, three bytes as hexadecimal digits; it is no secret. */
export const ownerMark = (id: string): string =>
  createHash('sha256')
    .update(id)
    .digest('hex')
    .slice(0, OWNER_BYTES * 2);

/**
 * 32 characters of base64url: a MAC of 96 bits, which is also the nonce, and the content encrypted (SIV, RFC 5297, in
 * kind). The same content always gives the same token; without the keys it tells nothing and cannot be made.
 */
export function seal({ mac, cipher }: SealKeys, { kind, no, counter, owner }: Sealed): string {
  const body = Buffer.alloc(BODY_BYTES);
  body.writeUInt8(KINDS.indexOf(kind));
  body.writeUInt32BE(no, 1);
  body.writeUInt32BE(counter, 5);
  body.write(owner, 9, OWNER_BYTES, 'hex');
  const tag = tagOf(mac, body);
  return Buffer.concat([tag, createCipheriv('aes-256-ctr', cipher, nonceOf(tag)).update(body)]).toString('base64url');
}

/** @returns undefined for anything that these keys did not seal */
export function unseal({ mac, cipher }: SealKeys, token: string): Sealed | undefined {
  if (!TOKEN.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  const tag = bytes.subarray(0, TAG_BYTES);
  const body = createDecipheriv('aes-256-ctr', cipher, nonceOf(tag)).update(bytes.subarray(TAG_BYTES));
  if (!timingSafeEqual(tag, tagOf(mac, body))) return undefined;
  return {
    kind: KINDS[body.readUInt8()]!,
    no: body.readUInt32BE(1),
    counter: body.readUInt32BE(5),
    owner: body.subarray(9).toString('hex'),
  };
}

const tagOf = (key: Buffer, body: Buffer): Buffer =>
  createHmac('sha256', key).update(body).digest().subarray(0, TAG_BYTES);
const nonceOf = (tag: Buffer): Buffer => Buffer.concat([tag, Buffer.alloc(16 - TAG_BYTES)]);
