import { ExportPart, ExportRecord } from '@app/database';
import type { EntityManager } from 'typeorm';

export interface WrittenPart {
  part: number;
  name: string;
  fileId: string;
  rows: number;
  sha256: string;
}

export interface WrittenExport {
  columns: string[];
  rows: number;
  leftOut: number;
  sha256: string;
  parts: WrittenPart[];
}

/** Removes what an unfinished run left behind; the names of its files hold the export's id. */
export async function forgetFiles(manager: EntityManager, exportId: string): Promise<void> {
  await manager.query(
    `delete from stored_file f where strpos(f.name, $1) > 0
       and not exists (select 1 from export_part p where p.file_id = f.id)`,
    [exportId],
  );
}

/** The export is whole: its parts, columns, counts and digest, all at once. */
export async function publish(manager: EntityManager, exportId: string, written: WrittenExport): Promise<void> {
  const { parts, ...totals } = written;
  await manager.insert(
    ExportPart,
    parts.map((part) => ({ exportId, ...part })),
  );
  await manager.update(ExportRecord, exportId, totals);
}

/** The files of an export in their order. */
export const partsOf = (manager: EntityManager, exportId: string): Promise<ExportPart[]> =>
  manager.find(ExportPart, { where: { exportId }, order: { part: 'asc' } });
