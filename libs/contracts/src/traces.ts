import { z } from 'zod';
import { id, instant, page, text } from './common.js';
import { inlinePreset } from './presets.js';

export const newTrace = z
  .strictObject({
    caseIds: z.array(id).min(1).max(1_000),
    presetId: z.string().max(60).optional(),
    preset: inlinePreset.optional(),
    maxLevel: z.int().min(1).max(6).default(2),
    asOf: instant.optional(),
    direction: z.literal('forward').default('forward'),
  })
  .refine(({ presetId, preset }) => !(presetId && preset), {
    path: ['preset'],
    message: 'give presetId or preset, not both',
  });
export type NewTrace = z.output<typeof newTrace>;

export const contactFilter = page.extend({
  level: z.coerce.number().int().min(1).max(6).optional(),
  organisationId: id.optional(),
});
export type ContactFilter = z.output<typeof contactFilter>;

export const contactReview = z.strictObject({ decision: z.enum(['confirm', 'dismiss']), reason: text(500) });
export type ContactReview = z.output<typeof contactReview>;

export const addedContact = z.strictObject({ workerId: id, level: z.int().min(1).max(6), reason: text(500) });
export type AddedContact = z.output<typeof addedContact>;

export const graphFilter = z.object({ maxNodes: z.coerce.number().int().min(1).max(20_000).default(500) });
export type GraphFilter = z.output<typeof graphFilter>;

/** A stretch of time that a contact and a source spent together, as an officer reads it. */
export interface Encounter {
  /** Null for a proximity record. */
  placeId: string | null;
  placeName: string | null;
  /** Kind of the place, or `proximity`. */
  kind: string;
  class: 'near' | 'room';
  from: string;
  to: string;
  /** Evidence of both sides, sorted. */
  evidence: string[];
}

/** Why somebody is in a list: one source. Seconds are whole. */
export interface Because {
  sourceWorkerId: string;
  sourceWorkerCode: string;
  nearSeconds: number;
  roomSeconds: number;
  firstAt: string;
  lastAt: string;
  encounters: Encounter[];
}

/** A person whom a trace reached (api.md, Cases and traces). */
export interface TracedContact {
  workerId: string;
  workerCode: string;
  organisationId: string;
  personWorkerIds: string[];
  level: number;
  exposedAt: string | null;
  earliestAt: string | null;
  lastExposureAt: string | null;
  nearSeconds: number;
  roomSeconds: number;
  score: number;
  dose: number;
  isCase: boolean;
  sources: number;
  because: Because[];
  addedBecause: string | null;
  review: { decision: 'confirm' | 'dismiss'; reason: string; decidedAt: string } | null;
}
