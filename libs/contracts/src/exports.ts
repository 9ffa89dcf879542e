import { z } from 'zod';
import { CASE_STATUSES } from './cases.js';
import { type WorkStatus, id, instant, page, text } from './common.js';
import type { Problem } from './errors.js';

export const EXPORT_KINDS = ['trace', 'workers', 'cases', 'check-ins'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];
export const EXPORT_FORMATS = ['csv', 'xlsx', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const organisationId = id.optional();
const between = { from: instant.optional(), to: instant.optional() };
/**
 * What a list may be narrowed to, contacts also to those whom a unit looks after (`unitCode`); `from` and `to` bound the check-in's time, or the case's recording.
 * Check-ins say whose they are only for an open case (`caseId`): of those whom it covers.
 */
export const EXPORT_FILTERS = {
  trace: z.strictObject({
    organisationId,
    levels: z.array(z.int().min(1).max(6)).min(1).optional(),
    unitCode: text(20).optional(),
  }),
  workers: z.strictObject({ organisationId, status: z.enum(['active', 'left']).optional() }),
  cases: z.strictObject({ organisationId, status: z.enum(CASE_STATUSES).optional(), ...between }),
  'check-ins': z.strictObject({ organisationId, caseId: id.optional(), ...between }),
} as const satisfies Record<ExportKind, z.ZodType>;
export type ExportFilter<Kind extends ExportKind> = z.output<(typeof EXPORT_FILTERS)[Kind]>;

export const newExport = z
  .strictObject({
    kind: z.enum(EXPORT_KINDS),
    traceId: id.optional(),
    filter: z.looseObject({}).default({}),
    format: z.enum(EXPORT_FORMATS),
    destinationId: id.optional(),
    purpose: text(500),
  })
  .superRefine(({ kind, filter, traceId }, context) => {
    const { error } = EXPORT_FILTERS[kind].safeParse(filter);
    for (const { path, message } of error?.issues ?? [])
      context.addIssue({ code: 'custom', path: ['filter', ...path], message });
    if (traceId && kind !== 'trace')
      context.addIssue({ code: 'custom', path: ['traceId'], message: 'belongs to the kind trace' });
  });
export type NewExport = z.output<typeof newExport>;

/** Which file of an export, counted from 1. */
export const partQuery = z.object({ part: z.coerce.number().int().min(1).max(100_000).default(1) });
export type PartQuery = z.output<typeof partQuery>;

/** One file of an export; `sha256` in hexadecimal. */
export interface ExportPartAnswer {
  name: string;
  rows: number;
  sha256: string;
}

/** What a second person decided on an export. */
export interface ExportDecision {
  decision: 'approved' | 'refused';
  by: string;
  at: string;
}

export interface ExportAnswer {
  id: string;
  status: WorkStatus;
  progress: number;
  error?: Problem;
  kind: ExportKind;
  format: ExportFormat;
  traceId: string | null;
  filter: unknown;
  destinationId: string | null;
  purpose: string;
  /** How many people the list was of when it was asked for. */
  people: number;
  /** Of an export of many people: what the second person decided. */
  approval: ExportDecision | null;
  rows: number;
  /** Rows that the destination may not have: of an exercise for a real one, real ones for an exercise's. */
  leftOut: number;
  /** Of the one part, or of all parts one after the other; null until it is done. */
  sha256: string | null;
  parts: ExportPartAnswer[];
  /**
   * Of a trace's list, from the instant that it shows, and null until it is written: whether the trace was done, how many
   * of its levels were, and the earlier export that its column `added` compares with, with the rows added since.
   */
  complete: boolean | null;
  levelsDone: number | null;
  since: string | null;
  addedRows: number | null;
  delivery?: DeliveryAnswer;
  createdAt: string;
}

/** What exactly was handed over: enough to count and check it without asking. */
export interface Manifest {
  exportId: string;
  kind: ExportKind;
  format: ExportFormat;
  columns: string[];
  rows: number;
  leftOut: number;
  parts: ExportPartAnswer[];
  /** Of a trace's list: the definition of a contact that it used, and the instant it looked back from. */
  preset?: unknown;
  asOf?: string;
  /** Of a trace's list: false when deeper levels than `levelsDone` were still to come, or never will. */
  complete?: boolean;
  levelsDone?: number;
  /** The export that the column `added` compares with (the last one before, alike in destination, scope and filter), or null. */
  since?: string | null;
  /** Rows with `added` true; null without `since`. */
  addedRows?: number | null;
  createdAt: string;
}

export interface DeliveryAnswer {
  id: string;
  destinationId: string;
  status: WorkStatus;
  progress: number;
  error?: Problem;
  createdAt: string;
}

/** One POST of one part. */
export interface DeliveryAttemptAnswer {
  id: string;
  part: number;
  attempt: number;
  status: 'delivered' | 'failed';
  httpStatus: number | null;
  receipt: unknown;
  /** What the receipt lacks or says otherwise, or why there is none. */
  difference: string | null;
  at: string;
}

export interface DeliveriesAnswer {
  items: DeliveryAttemptAnswer[];
  nextCursor: null;
  delivery: DeliveryAnswer | null;
}

export const exportsQuery = page;
