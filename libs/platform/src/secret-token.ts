import { createHash, randomBytes } from 'node:crypto';

/** A random token of 256 bits: shown once, kept as its SHA-256 (it is too long to be guessed, so no slow hash). */
export const newSecretToken = (): string => randomBytes(32).toString('base64url');

export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
