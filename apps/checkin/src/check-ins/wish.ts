import {
  checkIn,
  type DeviceEvent,
  deviceEvent,
  problemOf,
  secondsOf,
  type Actor,
  type CheckInAnswer,
  type CheckInRequest,
  type Problem,
} from '@app/contracts';
import type { CheckIn } from '@app/database';
import { faultsOf } from '@app/platform';
import { hash } from 'node:crypto';
import type { PlaceScan, Scans, WorkerScan } from '../codes/scans.js';
import { repairTime, type SendingClocks } from './repair-time.js';

export type Trust = CheckIn['trust'];

/** A check-in as asked for: what it says, not yet what it refers to. */
export interface Wish {
  /** Who sent it, and when its request came in, in epoch seconds. */
  actor: Actor;
  receivedAt: number;
  id: string;
  placeCode: string | undefined;
  /** The place's code, scanned or typed. */
  code: PlaceScan | undefined;
  workerId: string | undefined;
  /** The worker's badge, phone or identity card. */
  badge: WorkerScan | undefined;
  direction: CheckInRequest['direction'];
  deviceId: string | null;
  offline: boolean;
  /** Epoch seconds; repaired where the device's clocks are known, and never in the future. */
  at: number;
  /** By how many seconds the time that was given lies in the future. */
  ahead: number;
  /** `at` is a guess. */
  uncertain: boolean;
  skewSeconds: number | null;
  /**
   * SHA-256 over all that was said and for whom, but not when it was sent: what makes a repetition the same. Of an
   * identity card it has the keyed hash, as a number could be guessed from a plain one.
   */
  hash: Buffer;
}

/** What became of an item: an answer (the first one, if its id was known), or the problem that kept it from being stored. */
export type Outcome = { answer: CheckInAnswer; replayed: boolean } | { problem: Problem };

/** An item of a batch, checked by itself. */
export function readItem(item: unknown): CheckInRequest | DeviceEvent | Problem {
  const onDevice = typeof item === 'object' && item !== null && 'deviceAt' in item;
  const parsed = (onDevice ? deviceEvent : checkIn).safeParse(item);
  if (parsed.success) return parsed.data;
  return problemOf('invalid_request', 'See errors for every fault found.', faultsOf(parsed.error.issues));
}

/** A worker's own token needs no workerId; everybody else says who it is. */
export function wishOf(
  actor: Actor,
  body: CheckInRequest | DeviceEvent,
  scans: Scans,
  sending: SendingClocks,
): Wish | Problem {
  const own = actor.role === 'worker' && body.badge === undefined ? actor.scope.workerId : undefined;
  const workerId = body.workerId ?? own;
  if (workerId === undefined && body.badge === undefined)
    return problemOf('invalid_request', 'Say who was seen.', [
      { path: 'workerId', code: 'required', message: 'give either workerId or badge' },
    ]);
  const time = timeOf(body, sending);
  const seconds = shownAt(actor, body, time, sending);
  const code = body.code === undefined ? undefined : scans.place(body.code, seconds);
  const badge = body.badge === undefined ? undefined : scans.worker(body.badge, seconds);
  if (typeof badge === 'string') return problemOf(badge);
  if (typeof code === 'string') return problemOf(code);
  const { id, placeCode, direction } = body;
  const wish = {
    actor,
    receivedAt: sending.receivedAt / 1000,
    id,
    placeCode,
    code,
    workerId,
    badge,
    direction,
    deviceId: body.deviceId ?? null,
    offline: body.offline ?? false,
    ...time,
  };
  return { ...wish, hash: hashOf(wish, body) };
}

function hashOf(wish: Omit<Wish, 'hash'>, body: CheckInRequest | DeviceEvent): Buffer {
  const { id, placeCode, code, workerId, badge, direction, deviceId } = wish;
  const at = secondsOf('deviceAt' in body ? body.deviceAt : body.at);
  const said = { id, placeCode, code: code?.said, workerId, badge: badge?.said, direction, at, deviceId };
  const extras = [
    ...('deviceAt' in body ? [['clocks', body.monotonicMs ?? null, body.bootId ?? null]] : []),
    ...(wish.offline ? ['offline'] : []),
  ];
  const scope = wish.actor.scope.organisationId ?? null;
  return hash('sha256', JSON.stringify([Object.entries(said), scope, ...extras]), 'buffer');
}

/** The strongest of what was shown; of two that are equal, the place's. An identity card counts as a badge. */
export function trustOf({ code, badge }: Wish): Trust {
  if (code?.by === 'screen' || badge?.by === 'phone') return 'rotating';
  if (code?.by === 'poster') return 'poster';
  return badge ? 'badge' : 'typed';
}

type WishTime = Pick<Wish, 'at' | 'ahead' | 'uncertain' | 'skewSeconds'>;

/** What fits the column. */
const MOST_SECONDS = 2 ** 31 - 1;

/** Times that clients vouch for are taken as they are, up to now; those of devices are repaired. */
function timeOf(body: CheckInRequest | DeviceEvent, sending: SendingClocks): WishTime {
  const now = Math.floor(sending.receivedAt / 1000);
  if (!('deviceAt' in body)) {
    const at = secondsOf(body.at);
    return { at: Math.min(at, now), ahead: Math.max(0, at - now), uncertain: false, skewSeconds: null };
  }
  const { at, uncertain, skewMs } = repairTime({ ...body, deviceAt: body.deviceAt.getTime() }, sending);
  const skew = skewMs === null ? null : Math.round(skewMs / 1000);
  const skewSeconds = skew === null ? null : Math.max(-MOST_SECONDS, Math.min(MOST_SECONDS, skew));
  return { at: Math.floor(at / 1000), ahead: 0, uncertain, skewSeconds };
}

/**
 * When rotating codes were shown. Only of a device of the organisation's own we believe that it was before they came to us:
 * anybody else could keep a picture of one.
 */
const shownAt = (
  { deviceId }: Actor,
  body: object,
  { at, uncertain }: WishTime,
  { receivedAt }: SendingClocks,
): number => (deviceId !== undefined && 'deviceAt' in body && !uncertain ? at : Math.floor(receivedAt / 1000));

export const isProblem = (given: object): given is Problem => 'code' in given && 'status' in given;
