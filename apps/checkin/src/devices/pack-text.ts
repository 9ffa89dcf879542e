import type { PackEntry, PackHeader } from '@app/contracts';
import { createHash } from 'node:crypto';

/** The same as `packKey` of libs/contracts, for many at once. */
export const packKeyOf = (salt: string, token: string): string =>
  createHash('sha256').update(`${salt}.${token}`).digest('base64url').slice(0, 16);

/** What is signed: the header and the entries, a line each, in the order of their keys, which says nothing about people. */
export function packText(header: Omit<PackHeader, 'entries'>, entries: readonly PackEntry[]): Buffer {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = [{ ...header, entries: entries.length }, ...sorted].map((line) => JSON.stringify(line));
  return Buffer.from(`${lines.join('\n')}\n`);
}

export const digestOfText = (text: Buffer): string => createHash('sha256').update(text).digest('base64url');
