import { chownSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { newSigningKey, type SigningKeyRecord, signingKeys } from './signing-keys.js';

/** Long enough for every process (5 s) and every cache of `/.well-known/jwks.json` (300 s) to know the new key. */
const PUBLISHED_MS = 10 * 60_000;
/** So long after its successor began to sign, a key has signed nothing that is still under way. */
const SUPERSEDED_MS = 60 * 60_000;

const keyFile = z.looseObject({ signing: signingKeys });

/**
 * Adds a signing key to the key file: published at once, signing in ten minutes. Keys that it makes old go on verifying;
 * those that an earlier rotation made old lose their private part. The file is replaced in one step.
 * @returns the new key's id and from when it signs
 */
export function rotateSigningKey(path: string, now = Date.now()): { kid: string; from: string } {
  const content = keyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  const from = new Date(now + PUBLISHED_MS).toISOString();
  const added = newSigningKey(from);
  const signing = [...content.signing.map((key, at) => retired(key, content.signing[at + 1], now)), added];
  const { mode, uid, gid } = statSync(path);
  const next = `${path}.next`;
  writeFileSync(next, JSON.stringify({ ...content, signing }, null, 2), { mode: mode & 0o777, flag: 'wx' });
  chownSync(next, uid, gid);
  renameSync(next, path);
  return { kid: added.kid, from };
}

function retired(key: SigningKeyRecord, next: SigningKeyRecord | undefined, now: number): SigningKeyRecord {
  if (!next?.from || Date.parse(next.from) + SUPERSEDED_MS > now) return key;
  const { d: _, ...bare } = key.privateJwk;
  return { ...key, privateJwk: bare };
}
