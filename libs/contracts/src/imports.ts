import { z } from 'zod';
import { id, page, type WorkStatus } from './common.js';
import type { Problem } from './errors.js';

export const IMPORT_MODES = ['upsert', 'replace'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** Text fields of every import; they stand before the file. */
export const importFields = z.object({ organisationId: id });

/** What a column of a file of workers may be. */
export const WORKER_FILE_COLUMNS = [
  ...(['code', 'fullName', 'kind', 'birthDate', 'sex', 'identityNumber', 'phone', 'address'] as const),
  ...(['siteCode', 'placeCode', 'shift', 'dormitoryRoom', 'busCode', 'startDate', 'endDate'] as const),
] as const;
export type WorkerFileColumn = (typeof WORKER_FILE_COLUMNS)[number];

/** A header may have line breaks; what no database stores is in none. */
const header = z
  .string()
  .max(500)
  .regex(/^[^\0\p{Cs}]*$/u);

/** What a file's own columns are, by their headers: null is not read. As JSON, for it stands in a form. */
const columnMapping = z
  .string()
  .max(40_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.record(header, z.enum(WORKER_FILE_COLUMNS).nullable()));

/** Text fields of an import of workers. */
export const workerImportFields = importFields.extend({
  columns: columnMapping.optional(),
  mode: z.enum(IMPORT_MODES).default('upsert'),
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
});

/** `POST /workers/imports/preview`: how a file begins, and what its columns are taken for. */
export interface ImportPreview {
  headers: string[];
  /** What each column is; null where nobody knows yet. Remembered from the last file of the organisation. */
  columns: (WorkerFileColumn | null)[];
  samples: string[][];
}

/** `GET /workers/imports`. */
export const importList = page.extend({ organisationId: id });
export type ImportList = z.output<typeof importList>;

export const IMPORT_STATES = ['created', 'updated', 'left'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
/** `GET /workers/imports/:id/changes`. */
export const importChanges = page.extend({ state: z.enum(IMPORT_STATES) });
export type ImportChanges = z.output<typeof importChanges>;

/** What an import does to one worker, or would do. */
export interface ImportChangeAnswer {
  id: string;
  state: ImportState;
  row: number | null;
  code: string;
  fullName: string;
  /** Columns that become different. */
  fields: string[];
}

/** A rejected row, or one that somebody has mended. */
export interface RejectedRowAnswer {
  row: number;
  cells: string[];
  /** The file's header of the column at fault, else its name; null for a fault of the whole row, or none. */
  column: string | null;
  /** Why, as a code; null once it is mended. */
  reason: string | null;
}
export interface RejectedRows {
  headers: string[];
  items: RejectedRowAnswer[];
  nextCursor: string | null;
}

/** `PUT /workers/imports/:id/rejected/:row`: the row's cells as they ought to be. */
export const mendedRow = z.strictObject({ cells: z.array(z.string().max(2_000)).min(1).max(200) });
export type MendedRow = z.output<typeof mendedRow>;
export const rowNumber = z.coerce.number().int().min(1).max(10_000_000);

/** What became of the rows: read = accepted + rejected + duplicate, accepted = created + updated + unchanged. */
export interface ImportCounts {
  read: number;
  accepted: number;
  rejected: number;
  /** Rows that repeat an earlier row of the same file. */
  duplicate: number;
  created: number;
  updated: number;
  unchanged: number;
  /** Mode `replace`: who stood in the organisation and no longer in the file. */
  left: number;
}

/** An import as it is answered. The counts are 0 until it has ended. */
export interface ImportView extends ImportCounts {
  id: string;
  organisationId: string;
  mode?: ImportMode;
  dryRun: boolean;
  createdAt: string;
  status: WorkStatus;
  progress: number;
  error?: Problem;
  takenBackAt?: string;
  /** The dry run that it takes over. */
  sourceId?: string;
}
