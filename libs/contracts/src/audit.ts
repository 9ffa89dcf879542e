import { z } from 'zod';
import { id, instant, page, text } from './common.js';

/** `GET /audit`: newest first. `subject` is `kind:id`, `action` is `noun.verb` or `noun.`. */
export const auditQuery = page.extend({
  action: text(60).optional(),
  subject: text(200).optional(),
  actorId: id.optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type AuditQuery = z.output<typeof auditQuery>;

export interface AuditAnswer {
  id: string;
  at: string;
  actorId: string | null;
  role: string | null;
  action: string;
  subject: string | null;
  count: number;
  details: unknown;
}
