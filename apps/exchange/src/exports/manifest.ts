import { isoOf, type ExportPartAnswer, type Manifest } from '@app/contracts';
import { type ExportPart, type ExportRecord, Trace } from '@app/database';
import type { EntityManager } from 'typeorm';
import { partsOf } from './export-files.queries.js';

export const partAnswer = ({ name, rows, sha256 }: ExportPart): ExportPartAnswer => ({ name, rows, sha256 });

/** The manifest of a finished export; the same every time, for it is sent along and signed. */
export async function manifestOf(manager: EntityManager, record: ExportRecord): Promise<Manifest> {
  const trace = record.traceId ? await manager.findOneByOrFail(Trace, { id: record.traceId }) : null;
  const { id: exportId, kind, format, columns, rows, leftOut, createdAt } = record;
  const { asOf, complete, levelsDone, since, addedRows } = record;
  return {
    ...{ exportId, kind, format, columns, rows, leftOut },
    parts: (await partsOf(manager, exportId)).map(partAnswer),
    ...(trace ? { preset: trace.preset, asOf: isoOf(asOf!) } : {}),
    ...(trace ? { complete: complete!, levelsDone: levelsDone!, since, addedRows } : {}),
    createdAt: isoOf(createdAt),
  };
}
