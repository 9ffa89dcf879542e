import { type ImportView, isoOf } from '@app/contracts';
import type { DataImport, Work } from '@app/database';

/** An import and the state of its work, as it is answered. */
export function viewOf(row: DataImport, work: Work | null): ImportView {
  const { id, organisationId, dryRun, read, accepted, rejected, duplicate, created, updated, unchanged } = row;
  return {
    id,
    organisationId,
    ...(row.mode && { mode: row.mode }),
    dryRun,
    createdAt: isoOf(row.createdAt),
    status: work?.status ?? 'done',
    progress: work?.progress ?? 1,
    ...(work?.error && { error: work.error }),
    ...{ read, accepted, rejected, duplicate, created, updated, unchanged, left: row.leftCount },
    ...(row.sourceId && { sourceId: row.sourceId }),
    ...(row.takenBackAt && { takenBackAt: isoOf(row.takenBackAt) }),
  };
}
