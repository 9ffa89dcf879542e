import { z } from 'zod';
import { date, id, instant, page, text } from './common.js';

export const CASE_STATUSES = ['open', 'closed', 'withdrawn'] as const;

const datesOf = {
  onsetOn: date.nullable().optional(),
  sampledOn: date,
  confirmedAt: instant.nullable().optional(),
  isolatedAt: instant.nullable().optional(),
  note: text(2_000).nullable().optional(),
};

export const newCase = z.strictObject({ workerId: id, ...datesOf });
export type NewCase = z.output<typeof newCase>;

export const caseChange = z.strictObject({
  ...datesOf,
  sampledOn: date.optional(),
  status: z.enum(CASE_STATUSES).optional(),
});
export type CaseChange = z.output<typeof caseChange>;

export const caseFilter = page.extend({ status: z.enum(CASE_STATUSES).optional() });
export type CaseFilter = z.output<typeof caseFilter>;

export interface CaseAnswer {
  id: string;
  workerId: string;
  workerCode: string;
  organisationId: string;
  onsetOn: string | null;
  sampledOn: string;
  confirmedAt: string | null;
  isolatedAt: string | null;
  note: string | null;
  status: (typeof CASE_STATUSES)[number];
  createdAt: string;
}

export const newIsolation = z
  .strictObject({ workerId: id, from: instant, to: instant.nullable().optional(), reason: text(200) })
  .refine(({ from, to }) => !to || to > from, { path: ['to'], message: 'is not after from' });
export type NewIsolation = z.output<typeof newIsolation>;

export const isolationEnd = z.strictObject({ to: instant.nullable() });
export type IsolationEnd = z.output<typeof isolationEnd>;
