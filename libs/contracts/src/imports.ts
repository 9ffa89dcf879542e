import { z } from 'zod';
import { id, type WorkStatus } from './common.js';
import type { Problem } from './errors.js';

export const IMPORT_MODES = ['upsert', 'replace'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** Text fields of every import; they stand before the file. */
export const importFields = z.object({ organisationId: id });

/** Text fields of an import of workers. */
export const workerImportFields = importFields.extend({
  mode: z.enum(IMPORT_MODES).default('upsert'),
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
});

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
}
