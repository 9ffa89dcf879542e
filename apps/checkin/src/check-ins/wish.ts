import {
  checkIn,
  problemOf,
  secondsOf,
  type Actor,
  type CheckInAnswer,
  type CheckInRequest,
  type Problem,
} from '@app/contracts';
import type { CheckIn } from '@app/database';
import { faultsOf } from '@app/platform';
import { createHash } from 'node:crypto';
import type { PlaceScan, Scans, WorkerScan } from '../codes/scans.js';

export type Trust = CheckIn['trust'];

/** A check-in as asked for: what it says, not yet what it refers to. */
export interface Wish {
  id: string;
  placeCode: string | undefined;
  /** The place's code, scanned or typed. */
  code: PlaceScan | undefined;
  workerId: string | undefined;
  /** The worker's badge, phone or identity card. */
  badge: WorkerScan | undefined;
  direction: CheckInRequest['direction'];
  /** Epoch seconds. */
  at: number;
  deviceId: string | null;
  /**
   * SHA-256 over everything above and for whom it was sent: what makes a repetition the same. Of an identity card it has
   * the keyed hash, as a number could be guessed from a plain one.
   */
  hash: Buffer;
}

/** What became of an item: an answer (the first one, if its id was known), or the problem that kept it from being stored. */
export type Outcome = { answer: CheckInAnswer; replayed: boolean } | { problem: Problem };

/** An item of a batch, checked by itself. */
export function readItem(item: unknown): CheckInRequest | Problem {
  const parsed = checkIn.safeParse(item);
  if (parsed.success) return parsed.data;
  return problemOf('invalid_request', 'See errors for every fault found.', faultsOf(parsed.error.issues));
}

/**
 * A worker's own token needs no workerId; everybody else says who it is.
 * @param seconds when codes in it were shown
 */
export function wishOf(actor: Actor, body: CheckInRequest, scans: Scans, seconds: number): Wish | Problem {
  const own = actor.role === 'worker' && body.badge === undefined ? actor.scope.workerId : undefined;
  const workerId = body.workerId ?? own;
  if (workerId === undefined && body.badge === undefined)
    return problemOf('invalid_request', 'Say who was seen.', [
      { path: 'workerId', code: 'required', message: 'give either workerId or badge' },
    ]);
  const code = body.code === undefined ? undefined : scans.place(body.code, seconds);
  const badge = body.badge === undefined ? undefined : scans.worker(body.badge, seconds);
  if (typeof badge === 'string') return problemOf(badge);
  if (typeof code === 'string') return problemOf(code);
  const { id, placeCode, direction } = body;
  const wish = {
    id,
    placeCode,
    code,
    workerId,
    badge,
    direction,
    at: secondsOf(body.at),
    deviceId: body.deviceId ?? null,
  };
  return { ...wish, hash: hashOf(actor, wish) };
}

function hashOf(actor: Actor, wish: Omit<Wish, 'hash'>): Buffer {
  const said = { ...wish, code: wish.code?.said, badge: wish.badge?.said };
  const scope = actor.scope.organisationId ?? null;
  return createHash('sha256')
    .update(JSON.stringify([Object.entries(said), scope]))
    .digest();
}

/** The strongest of what was shown; of two that are equal, the place's. An identity card counts as a badge. */
export function trustOf({ code, badge }: Wish): Trust {
  if (code?.by === 'screen' || badge?.by === 'phone') return 'rotating';
  if (code?.by === 'poster') return 'poster';
  return badge ? 'badge' : 'typed';
}

export const isProblem = (given: object): given is Problem => 'code' in given && 'status' in given;
