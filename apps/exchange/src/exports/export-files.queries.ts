import { ExportPart, ExportRecord } from '@app/database';
import type { EntityManager } from 'typeorm';
import type { TraceBasis } from '../lists/trace-basis.queries.js';

export interface WrittenPart {
  part: number;
  name: string;
  fileId: string;
  rows: number;
  sha256: string;
}

/** Of a trace's list: the state of the trace that it was made from, and what was added since the earlier list. */
export type WrittenFrom = Pick<
  ExportRecord,
  'complete' | 'levelsDone' | 'revision' | 'additions' | 'asOf' | 'since' | 'addedRows'
>;

export interface WrittenExport {
  columns: string[];
  rows: number;
  leftOut: number;
  sha256: string;
  parts: WrittenPart[];
  /** Numbers of the workers in it. */
  people: number[];
  from: WrittenFrom | null;
}

export function writtenFrom(basis: TraceBasis | null, added: number): WrittenFrom | null {
  if (!basis) return null;
  const { earlier, explained: _, ...state } = basis;
  return { ...state, since: earlier && earlier.id, addedRows: earlier && added };
}

/** Removes what an unfinished run left behind; the names of its files hold the export's id. */
export async function forgetFiles(manager: EntityManager, exportId: string): Promise<void> {
  await manager.query(
    `delete from stored_file f where strpos(f.name, $1) > 0
       and not exists (select 1 from export_part p where p.file_id = f.id)`,
    [exportId],
  );
}

/** The export is whole: its parts, columns, counts, digest and what it was made from, all at once. */
export async function publish(manager: EntityManager, exportId: string, written: WrittenExport): Promise<void> {
  const { parts, people: _, from, ...totals } = written;
  await manager.insert(
    ExportPart,
    parts.map((part) => ({ exportId, ...part })),
  );
  await manager.update(ExportRecord, exportId, { ...totals, ...from });
}

/** The files of an export in their order. */
export const partsOf = (manager: EntityManager, exportId: string): Promise<ExportPart[]> =>
  manager.find(ExportPart, { where: { exportId }, order: { part: 'asc' } });
