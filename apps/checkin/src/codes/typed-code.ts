import { createHmac } from 'node:crypto';
import type { SealKeys } from './sealed.js';

/** Crockford's alphabet: nothing that looks like something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;
const TYPED = new RegExp(`^[0-7][${ALPHABET}]{${LENGTH - 1}}$`);
const NUMBER_BITS = 24n;

/** A typed code: the place it claims to be of, and the proof, which needs the place's version to be checked. */
export interface TypedCode {
  no: number;
  proof: number;
}

/**
 * The code under the QR code of a poster, for those who cannot scan: ten characters in two groups, 24 bits of proof and the place's
 * number hidden by them.
 * @throws RangeError for numbers of 2^24 and more
 */
export function typedCode(keys: SealKeys, no: number, version: number): string {
  if (no >= 2 ** Number(NUMBER_BITS)) throw new RangeError('The number of the place does not fit a typed code.');
  const proof = proofOf(keys, no, version);
  let rest = (BigInt(proof) << NUMBER_BITS) | BigInt(no ^ padOf(keys, proof));
  let letters = '';
  for (let i = 0; i < LENGTH; i++, rest >>= 5n) letters = ALPHABET[Number(rest & 31n)]! + letters;
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}

/** Case, blanks and dashes do not count; O is 0, I and L are 1. @returns undefined for anything else */
export function readTypedCode(keys: SealKeys, text: string): TypedCode | undefined {
  const letters = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (!TYPED.test(letters)) return undefined;
  const bits = [...letters].reduce((sum, letter) => (sum << 5n) | BigInt(ALPHABET.indexOf(letter)), 0n);
  const proof = Number(bits >> NUMBER_BITS);
  return { no: Number(bits & ((1n << NUMBER_BITS) - 1n)) ^ padOf(keys, proof), proof };
}

/** What proves a typed code of this version of the place's poster. */
export const proofOf = ({ mac }: SealKeys, no: number, version: number): number =>
  createHmac('sha256', mac).update(`typed ${no} ${version}`).digest().readUIntBE(0, 3);

const padOf = ({ cipher }: SealKeys, proof: number): number =>
  createHmac('sha256', cipher).update(`typed ${proof}`).digest().readUIntBE(0, 3);
