import { z } from 'zod';
import { date, id, page, text } from './common.js';
import { DECISIONS, type Decision } from './decisions.js';
import { ALWAYS } from './rosters.js';

/** Why a gate may warn or stop, in the order in which reasons are listed. */
export const GATE_REASONS = [
  'isolated',
  'positive_test',
  'symptoms_declared',
  'test_overdue',
  'declaration_missing',
  'left_company',
  'wrong_site',
  'other_shift',
  'code_replayed',
] as const;
export type GateReason = (typeof GATE_REASONS)[number];

const gateParameters = z.strictObject({
  /** Local days for which a test or a declaration counts: 0 is the same day. */
  maxAgeDays: z.int().min(0).max(365).optional(),
  /** So long before and after the own shift somebody may still pass. */
  graceMinutes: z.int().min(0).max(720).optional(),
});
export type GateParameters = z.output<typeof gateParameters>;

const gateRule = z
  .strictObject({
    reason: z.enum(GATE_REASONS),
    decision: z.enum(DECISIONS),
    enabled: z.boolean().default(true),
    parameters: gateParameters.default({}),
    validFrom: date.default(ALWAYS),
    validTo: date.nullable().default(null),
  })
  .refine(({ validFrom, validTo }) => !validTo || validFrom <= validTo, {
    path: ['validTo'],
    message: 'is before validFrom',
  });

/** `PUT /organisations/:id/gate-rules`: all rules of its own; for the other reasons the province's hold. */
export const gateRules = z.strictObject({
  items: z
    .array(gateRule)
    .max(200)
    .superRefine((items, context) => {
      const seen = new Set<string>();
      items.forEach(({ reason, validFrom }, index) => {
        const key = `${reason} ${validFrom}`;
        if (seen.has(key)) context.addIssue({ code: 'custom', path: [index, 'reason'], message: 'stands there twice' });
        seen.add(key);
      });
    }),
});
export type GateRuleBody = z.output<typeof gateRule>;

/** `GET /gate-rules`: those of an organisation stand in place of the province's. */
export const gateRuleQuery = z.object({ organisationId: id.optional() });
export type GateRuleQuery = z.output<typeof gateRuleQuery>;

export interface GateRuleAnswer {
  /** Null: the province's. */
  organisationId: string | null;
  reason: GateReason;
  decision: Decision;
  enabled: boolean;
  parameters: GateParameters;
  validFrom: string;
  validTo: string | null;
}

/** `POST /check-ins/:id/override`: somebody at the gate lets in whom the rules warned of or stopped. */
export const checkInOverride = z.strictObject({ decision: z.literal('allow'), note: text(500) });
export type CheckInOverride = z.output<typeof checkInOverride>;

export interface OverrideAnswer {
  id: string;
  decision: Decision;
  overriddenDecision: Decision;
  reasons: string[];
  note: string;
  overriddenAt: string;
}

/** `GET /organisations/:id/stops`: of one local day, today unless given. */
export const stopQuery = page.extend({ day: date.optional() });
export type StopQuery = z.output<typeof stopQuery>;

/** A check-in at which the rules warned or stopped. */
export interface StopAnswer {
  /** Of the check-in. */
  id: string;
  workerId: string;
  workerCode: string;
  placeId: string;
  placeName: string;
  at: string;
  /** What the rules decided. */
  decision: Decision;
  reasons: string[];
  /** Somebody at the gate let them in all the same. */
  overridden: boolean;
}
