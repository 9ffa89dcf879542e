import { z } from 'zod';
import { code, id, instant, text } from './common.js';

export const DIRECTIONS = ['in', 'out', 'scan'] as const;
export const DECISIONS = ['allow', 'warn', 'stop'] as const;
export type Decision = (typeof DECISIONS)[number];
export const RESULTS = ['accepted', 'flagged', 'refused'] as const;
export type CheckInResult = (typeof RESULTS)[number];

/** What a code says, as typed or as scanned: a bare token, the whole URL of a poster, the text of an identity card. */
const scanned = z.string().trim().min(1).max(1_000);
const uuid = id.toLowerCase();

/** `POST /check-ins`: who was seen where and when. `scan` is in, or out when inside. */
export const checkIn = z
  .object({
    id: uuid,
    placeCode: code.optional(),
    code: scanned.optional(),
    workerId: uuid.optional(),
    badge: scanned.optional(),
    direction: z.enum(DIRECTIONS),
    at: instant,
    deviceId: text(100).optional(),
  })
  .refine((given) => (given.placeCode === undefined) !== (given.code === undefined), {
    path: ['placeCode'],
    message: 'give either placeCode or code',
  })
  .refine((given) => given.workerId === undefined || given.badge === undefined, {
    path: ['workerId'],
    message: 'give either workerId or badge',
  });
export type CheckInRequest = z.output<typeof checkIn>;

/** `POST /check-ins/batch`: each item is checked by itself, so that a bad one spoils no other. */
export const checkInBatch = z.object({
  items: z.array(z.unknown().describe('as POST /check-ins takes it')).max(1_000),
});

export interface CheckInAnswer {
  id: string;
  result: CheckInResult;
  decision: Decision;
  /** Codes of the rules that warned or stopped. */
  reasons: string[];
}
