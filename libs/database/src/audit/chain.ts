import type { Keys } from '@app/platform';
import { createHash, createHmac } from 'node:crypto';

/** An event as the chain holds it: every column, as text that PostgreSQL writes alike everywhere. */
export interface ChainedEvent {
  id: string;
  /** Microseconds since 1970. */
  at: string;
  actorId: string | null;
  role: string | null;
  action: string;
  subject: string | null;
  count: number;
  details: string;
  purpose: string | null;
  caseIds: string[] | null;
  subjects: number[] | null;
  subjectsDigest: Buffer | null;
}

export interface Seal {
  no: number;
  previous: Buffer;
  eventIds: readonly string[];
  leaves: Buffer;
  sealedAt: Date;
  hash: Buffer;
}

/** What is left of seals that were deleted after their time. */
export interface Cut {
  no: number;
  hash: Buffer;
  newestAt: Date;
  cutAt: Date;
  mac: Buffer;
}

export const LEAF_BYTES = 32;
export const FIRST_PREVIOUS = Buffer.alloc(LEAF_BYTES);
/** Events are kept at least so long; the trigger `audit_refuse` says the same. */
export const AUDIT_DAYS = 180;

/** The key of the chain: from the key file, never in the database. */
export const chainKeyOf = (keys: Keys): Buffer => keys.keyFor('audit chain');

const digestOf = (subjects: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * subjects.length);
  subjects.forEach((no, i) => bytes.writeInt32BE(no, 4 * i));
  return createHash('sha256').update(bytes).digest();
};

/** SHA-256 over an event. The subjects go in by their digest, which `hasSubjects` holds to them. */
export function leafOf(event: ChainedEvent): Buffer {
  const { subjects: _, subjectsDigest, ...rest } = event;
  const { id, at, actorId, role, action, subject, count, details, purpose, caseIds } = rest;
  const fields = [id, at, actorId, role, action, subject, count, details, purpose, caseIds];
  const text = JSON.stringify([...fields, subjectsDigest?.toString('hex') ?? null]);
  return createHash('sha256').update(text).digest();
}

/** Whether the digest is that of the subjects. */
export function hasSubjects({ subjects, subjectsDigest }: ChainedEvent): boolean {
  if (!subjects || !subjectsDigest) return !subjects && !subjectsDigest;
  return digestOf(subjects).equals(subjectsDigest);
}

/** The hash of a seal. Who cannot read the key can neither change a seal nor make one. */
export function hashOf(key: Buffer, { no, previous, eventIds, leaves, sealedAt }: Omit<Seal, 'hash'>): Buffer {
  const head = JSON.stringify(['seal', no, previous.toString('hex'), sealedAt.toISOString(), eventIds]);
  return createHmac('sha256', key).update(head).update(leaves).digest();
}

export function macOf(key: Buffer, { no, hash, newestAt, cutAt }: Omit<Cut, 'mac'>): Buffer {
  const text = JSON.stringify(['cut', no, hash.toString('hex'), newestAt.toISOString(), cutAt.toISOString()]);
  return createHmac('sha256', key).update(text).digest();
}

/** The seal of some events after the seal before. */
export function sealOf(
  key: Buffer,
  before: Pick<Seal, 'no' | 'hash'> | undefined,
  events: readonly ChainedEvent[],
  sealedAt: Date,
): Seal {
  const bare = {
    no: (before?.no ?? 0) + 1,
    previous: before?.hash ?? FIRST_PREVIOUS,
    eventIds: events.map(({ id }) => id),
    leaves: Buffer.concat(events.map(leafOf)),
    sealedAt,
  };
  return { ...bare, hash: hashOf(key, bare) };
}
