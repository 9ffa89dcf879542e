import { z } from 'zod';
import { id, instant, page, text } from './common.js';
import type { Manifest } from './exports.js';

/** `GET /audit`: newest first. `subject` is `kind:id`, `action` is `noun.verb` or `noun.`; `workerId`: whoever's data it concerned. */
export const auditQuery = page.extend({
  action: text(60).optional(),
  subject: text(200).optional(),
  actorId: id.optional(),
  workerId: id.optional(),
  caseId: id.optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type AuditQuery = z.output<typeof auditQuery>;

/** Events are numbered. */
export const auditEventId = z.string().regex(/^\d{1,18}$/, 'is not the id of an event');

export interface AuditAnswer {
  id: string;
  at: string;
  actorId: string | null;
  role: string | null;
  action: string;
  subject: string | null;
  count: number;
  details: unknown;
  /** Why, in a word; null in events of older versions. */
  purpose: string | null;
  caseIds: string[];
  /** SHA-256 of the numbers of the workers concerned, in hexadecimal; the same for the same people. */
  subjectsDigest: string | null;
}

/** One event with the ids of all the workers whose data it concerned and whose records are still there. */
export interface AuditEventAnswer extends AuditAnswer {
  workerIds: string[];
}

/** What exactly an export held, who asked for it and why, and everything that happened to it since. */
export interface AuditedExport {
  manifest: Manifest | null;
  requestedBy: string;
  purpose: string;
  filter: unknown;
  destinationId: string | null;
  /** From the request on, oldest first. */
  events: AuditAnswer[];
  /** Those in it, of whom records are still there; `subjectsDigest` of the event `export.write` is that of all. */
  workerIds: string[];
}
