import {
  checkIn,
  problemOf,
  secondsOf,
  type Actor,
  type CheckInAnswer,
  type CheckInRequest,
  type Problem,
} from '@app/contracts';
import { faultsOf } from '@app/platform';
import { createHash } from 'node:crypto';

/** A check-in as asked for: what it says, not yet what it refers to. */
export interface Wish {
  id: string;
  placeCode: string | undefined;
  /** The token of a place's code. */
  token: string | undefined;
  workerId: string | undefined;
  /** The token of a badge. */
  badge: string | undefined;
  direction: CheckInRequest['direction'];
  /** Epoch seconds. */
  at: number;
  deviceId: string | null;
  /** SHA-256 over everything above and for whom it was sent: what makes a repetition the same. */
  hash: Buffer;
}

/** What became of an item: an answer (the first one, if its id was known), or the problem that kept it from being stored. */
export type Outcome = { answer: CheckInAnswer; replayed: boolean } | { problem: Problem };

/** The token in what was scanned: the bare token, or the last part of a poster's URL. */
export function tokenOf(scanned: string): string {
  const path = /\/c\/([^/?#]+)/.exec(scanned);
  return path ? path[1]! : scanned;
}

/** An item of a batch, checked by itself. */
export function readItem(item: unknown): CheckInRequest | Problem {
  const parsed = checkIn.safeParse(item);
  if (parsed.success) return parsed.data;
  return problemOf('invalid_request', 'See errors for every fault found.', faultsOf(parsed.error.issues));
}

/** A worker's own token needs no workerId; everybody else says who it is. */
export function wishOf(actor: Actor, body: CheckInRequest): Wish | Problem {
  const own = actor.role === 'worker' && body.badge === undefined ? actor.scope.workerId : undefined;
  const workerId = body.workerId ?? own;
  if (workerId === undefined && body.badge === undefined)
    return problemOf('invalid_request', 'Say who was seen.', [
      { path: 'workerId', code: 'required', message: 'give either workerId or badge' },
    ]);
  const said = {
    id: body.id,
    placeCode: body.placeCode,
    token: body.code === undefined ? undefined : tokenOf(body.code),
    workerId,
    badge: body.badge === undefined ? undefined : tokenOf(body.badge),
    direction: body.direction,
    at: secondsOf(body.at),
    deviceId: body.deviceId ?? null,
  };
  const scope = actor.scope.organisationId ?? null;
  const hash = createHash('sha256')
    .update(JSON.stringify([Object.entries(said), scope]))
    .digest();
  return { ...said, hash };
}

export const isProblem = (given: object): given is Problem => 'code' in given && 'status' in given;
