import { z } from 'zod';
import { code, id, instant, text } from './common.js';
import type { Decision } from './decisions.js';

export const DIRECTIONS = ['in', 'out', 'scan'] as const;
export const RESULTS = ['accepted', 'flagged', 'refused'] as const;
export type CheckInResult = (typeof RESULTS)[number];

/** What a code says, as typed or as scanned: a bare token, the whole URL of a poster, the text of an identity card. */
const scanned = z.string().trim().min(1).max(1_000);
const uuid = id.toLowerCase();

const sighting = {
  id: uuid,
  placeCode: code.optional(),
  code: scanned.optional(),
  workerId: uuid.optional(),
  badge: scanned.optional(),
  direction: z.enum(DIRECTIONS),
  deviceId: text(100).optional(),
  /** Taken by a device that could not ask. */
  offline: z.boolean().optional(),
};

interface Reference {
  placeCode?: string | undefined;
  code?: string | undefined;
  workerId?: string | undefined;
  badge?: string | undefined;
}

const onePlaceOneWorker = <T extends z.ZodType<Reference>>(schema: T) =>
  schema
    .refine((given) => (given.placeCode === undefined) !== (given.code === undefined), {
      path: ['placeCode'],
      message: 'give either placeCode or code',
    })
    .refine((given) => given.workerId === undefined || given.badge === undefined, {
      path: ['workerId'],
      message: 'give either workerId or badge',
    });

/** `POST /check-ins`: who was seen where and when. `scan` is in, or out when inside. */
export const checkIn = onePlaceOneWorker(z.object({ ...sighting, at: instant }));
export type CheckInRequest = z.output<typeof checkIn>;

const sinceBoot = z.number().min(0).max(1e13);
const boot = text(100);
const onClock = instant.refine((given) => given.getTime() >= 0, 'lies before 1970');

/**
 * An item of a batch whose time is to be repaired: the device's wall clock, and the milliseconds since its boot (a clock
 * that nobody can set, sleep included) with an id that is drawn at each boot.
 */
export const deviceEvent = onePlaceOneWorker(
  z.object({ ...sighting, deviceAt: onClock, monotonicMs: sinceBoot.optional(), bootId: boot.optional() }),
);
export type DeviceEvent = z.output<typeof deviceEvent>;

/**
 * `POST /check-ins/batch`: each item is checked by itself, so that a bad one spoils no other. What the device's clocks say
 * when it sends (again at each attempt) is what times are repaired by.
 */
export const checkInBatch = z.object({
  items: z.array(z.unknown().describe('as POST /check-ins takes it, or with deviceAt instead of at')).max(1_000),
  sentAt: onClock.optional(),
  sentMonotonicMs: sinceBoot.optional(),
  bootId: boot.optional(),
});
export type CheckInBatch = z.output<typeof checkInBatch>;

/** `POST /check-ins/:id/void` */
export const checkInVoid = z.object({ reason: text(500) });

export interface VoidedCheckIn {
  id: string;
  voidedAt: string;
  voidedBy: string;
  reason: string;
}

export interface CheckInAnswer {
  id: string;
  result: CheckInResult;
  decision: Decision;
  /** Codes of the rules that warned or stopped. */
  reasons: string[];
}

/** `GET /workers/:id/check-ins`: of the own record alone. */
export interface OwnCheckIn {
  id: string;
  at: string;
  direction: 'in' | 'out';
  placeCode: string;
  placeName: string;
  decision: Decision;
  reasons: string[];
  /** Taken back: it counts for nothing. */
  void: boolean;
}
export const ownCheckInKey = z.tuple([z.iso.datetime(), id]);

/** `GET /workers/:id/gate`: what the gate would do now, and why. */
export interface OwnGate {
  decision: Decision;
  reasons: string[];
}
