import { z } from 'zod';
import { page, text } from './common.js';
import { workerChange } from './workers.js';

export const RIGHTS_KINDS = ['correction', 'erasure'] as const;
export const RIGHTS_STATUSES = ['open', 'accepted', 'done', 'refused', 'withdrawn'] as const;
export type RightsStatus = (typeof RIGHTS_STATUSES)[number];

/** What people may want to have put right about themselves; where they work is the employer's to say. */
const CORRECTABLE = ['fullName', 'birthDate', 'sex', 'identityNumber', 'phone', 'address'] as const;
const correction = workerChange.refine(
  (change) => Object.keys(change).every((field) => (CORRECTABLE as readonly string[]).includes(field)),
  `may hold ${CORRECTABLE.join(', ')} alone`,
);

/** `POST /workers/:id/requests`. */
export const newRightsRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('correction'), fields: correction, note: text(500).optional() }),
  z.strictObject({ kind: z.literal('erasure'), note: text(500).optional() }),
]);
export type NewRightsRequest = z.output<typeof newRightsRequest>;
/** What a request says, as it is kept: sealed. */
export type RightsWish = Omit<NewRightsRequest, 'kind'> & { fields?: z.output<typeof correction> };

/** `GET /rights/requests`: `overdue` are open ones past their day. */
export const rightsQuery = page.extend({ status: z.enum([...RIGHTS_STATUSES, 'overdue']).default('open') });
export type RightsQuery = z.output<typeof rightsQuery>;

export const rightsDecision = z
  .strictObject({ decision: z.enum(['accepted', 'refused']), reason: text(500).optional() })
  .refine(({ decision, reason }) => decision === 'accepted' || reason, { path: ['reason'], message: 'say why' });
export type RightsDecision = z.output<typeof rightsDecision>;

/** What stays for now, and by which law. */
export interface KeptData {
  what: 'record' | 'presence' | 'isolations' | 'cases' | 'audit';
  reason: string;
  /** Local date; null while it cannot be foreseen. */
  until: string | null;
}

export interface RightsRequest {
  id: string;
  kind: (typeof RIGHTS_KINDS)[number];
  workerId: string;
  workerCode: string;
  organisationId: string;
  /** Who asked; null: the end of the contract. */
  requestedBy: string | null;
  requestedAt: string;
  /** The last working day for an answer, or the day on which the erasure is due. */
  dueOn: string;
  overdue: boolean;
  status: RightsStatus;
  fields: RightsWish['fields'] | null;
  note: string | null;
  decidedAt: string | null;
  reason: string | null;
  kept: KeptData[];
}

/** `GET /workers/:id/own-data`: everything that is stored about the person behind the record. */
export interface OwnData {
  generatedAt: string;
  records: unknown[];
  assignments: unknown[];
  tests: unknown[];
  doses: unknown[];
  declarations: unknown[];
  checkIns: unknown[];
  stays: unknown[];
  isolations: unknown[];
  cases: unknown[];
  /** Lists of contacts that the person is in: since when, how near; not through whom. */
  contactLists: unknown[];
  /** Who read or changed any of this: role and purpose, no names. */
  accesses: unknown[];
  requests: RightsRequest[];
}
