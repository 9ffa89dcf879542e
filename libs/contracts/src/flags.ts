import { z } from 'zod';
import type { CheckInResult } from './check-ins.js';
import type { Decision } from './decisions.js';
import { date, id, page, text } from './common.js';

/** What makes a check-in implausible, in the order in which reasons are listed. */
export const FLAG_CODES = [
  'closed_hours',
  'outside_shift',
  'too_far',
  'too_many',
  'shared_device',
  'fixed_interval',
  'poster_moved',
  'code_replayed',
] as const;
export type FlagCode = (typeof FLAG_CODES)[number];

const minutes = z.int().min(0).max(1_440);
const flagParameters = z.strictObject({
  /** `closed_hours`: before the first and after the last shift. */
  marginMinutes: minutes,
  /** `outside_shift`: before and after the own shift. */
  beforeMinutes: minutes,
  afterMinutes: minutes,
  /** `too_far`: how near in time two check-ins are looked at together. */
  withinMinutes: z.int().min(1).max(120),
  /** Nobody is faster, from one site to another so many kilometres away or more. */
  kilometresPerHour: z.number().min(1).max(1_000),
  minKilometres: z.number().min(0).max(1_000),
  /** `too_many`: through one gate. */
  perMinute: z.int().min(1).max(10_000),
  /** `shared_device`, `fixed_interval`: so many or more. */
  people: z.int().min(2).max(1_000),
  /** `shared_device`: those of one occasion follow each other within this time. */
  gapSeconds: z.int().min(1).max(3_600),
  /** `poster_moved`: how far in time the check-ins before and after may be. */
  reachMinutes: z.int().min(1).max(720),
});
export type FlagParameters = z.output<typeof flagParameters>;

/** What holds where a rule says nothing of it. */
export const FLAG_PARAMETERS: Readonly<Record<FlagCode, Partial<FlagParameters>>> = {
  closed_hours: { marginMinutes: 120 },
  outside_shift: { beforeMinutes: 120, afterMinutes: 240 },
  too_far: { withinMinutes: 10, kilometresPerHour: 60, minKilometres: 1 },
  too_many: { perMinute: 60 },
  shared_device: { people: 3, gapSeconds: 60 },
  fixed_interval: { people: 10 },
  poster_moved: { withinMinutes: 10, kilometresPerHour: 30, minKilometres: 1, reachMinutes: 360 },
  code_replayed: {},
};

const plausibilityRule = z
  .strictObject({
    code: z.enum(FLAG_CODES),
    enabled: z.boolean().default(true),
    /** Whether such a check-in is left out of stays, and so of contacts, until somebody has cleared it. */
    holds: z.boolean(),
    parameters: flagParameters.partial().default({}),
  })
  .superRefine(({ code, parameters }, context) => {
    for (const name of Object.keys(parameters))
      if (!(name in FLAG_PARAMETERS[code]))
        context.addIssue({ code: 'custom', path: ['parameters', name], message: `is no parameter of ${code}` });
  });

/** `PUT /organisations/:id/plausibility-rules`: all rules of its own; for the other codes the province's hold. */
export const plausibilityRules = z.strictObject({
  items: z
    .array(plausibilityRule)
    .max(FLAG_CODES.length)
    .superRefine((items, context) => {
      const codes = items.map(({ code }) => code);
      codes.forEach((code, index) => {
        if (codes.indexOf(code) < index)
          context.addIssue({ code: 'custom', path: [index, 'code'], message: 'stands there twice' });
      });
    }),
});
export type PlausibilityRuleBody = z.output<typeof plausibilityRule>;

/** `GET /plausibility-rules`: those of an organisation stand in place of the province's. */
export const plausibilityRuleQuery = z.object({ organisationId: id.optional() });
export type PlausibilityRuleQuery = z.output<typeof plausibilityRuleQuery>;

export interface PlausibilityRuleAnswer {
  /** Null: the province's. */
  organisationId: string | null;
  code: FlagCode;
  enabled: boolean;
  holds: boolean;
  /** Those that hold, given or not. */
  parameters: Partial<FlagParameters>;
}

export const FLAG_STATUSES = ['open', 'cleared'] as const;
export type FlagStatus = (typeof FLAG_STATUSES)[number];

/** `GET /organisations/:id/flags`, the latest check-ins first. */
export const flagQuery = page.extend({
  status: z.enum(FLAG_STATUSES).optional(),
  code: z.enum(FLAG_CODES).optional(),
  day: date.optional(),
});
export type FlagQuery = z.output<typeof flagQuery>;

/** Sort key of that list. */
export const flagKey = z.tuple([z.iso.datetime(), id]);

/** An implausible check-in. */
export interface FlagAnswer {
  /** Of the check-in. */
  id: string;
  workerId: string;
  workerCode: string;
  placeId: string;
  placeCode: string;
  placeName: string;
  direction: 'in' | 'out';
  at: string;
  deviceId: string | null;
  result: CheckInResult;
  decision: Decision;
  reasons: string[];
  /** Left out of stays and contacts. */
  held: boolean;
  status: FlagStatus;
  clearedAt: string | null;
  clearedBy: string | null;
  note: string | null;
}

/** `POST /check-ins/:id/clear`: somebody of the enterprise has looked into it, and it was so. */
export const flagClearing = z.strictObject({ note: text(500) });
export type FlagClearing = z.output<typeof flagClearing>;

export interface ClearedFlag {
  id: string;
  reasons: string[];
  note: string;
  clearedAt: string;
}
