import type { ImportCounts } from '@app/contracts';
import { DataImport, type Files } from '@app/database';
import { DomainError } from '@app/platform';
import type { DataSource, EntityManager } from 'typeorm';
import { storedBytes } from '../reading/byte-source.js';
import { type Column, type MatchedColumns, matchColumns } from '../reading/columns.js';
import { openTable } from '../reading/open-table.js';
import type { Table, TableOptions } from '../reading/table.js';

/** An import under way: its row, its file opened, its columns found. */
export interface OpenedImport<Name extends string> {
  record: DataImport;
  table: Table;
  columns: MatchedColumns<Name>;
}

/** Opens the file of an import for its processor. @throws as openTable and matchColumns; empty_file without rows */
export async function openImport<Name extends string>(
  dataSource: DataSource,
  files: Files,
  id: string,
  columns: readonly Column<Name>[],
  options?: TableOptions,
): Promise<OpenedImport<Name>> {
  const record = await dataSource.manager.findOneByOrFail(DataImport, { id });
  if (!record.fileId) throw new DomainError('not_found', 'The file of this import is gone.');
  const table = await openTable(await storedBytes(files, record.fileId), options);
  return { record, table, columns: matchColumns(table.header, columns, record.mapping) };
}

/**
 * Stores what became of the rows, in the transaction that publishes them.
 * @throws Error when the counts do not add up (a bug): read = accepted + rejected + duplicate, accepted = created +
 *   updated + unchanged
 */
export async function storeCounts(manager: EntityManager, id: string, counts: ImportCounts): Promise<void> {
  const { left: leftCount, ...rest } = counts;
  if (rest.read !== rest.accepted + rest.rejected + rest.duplicate)
    throw new Error('The rows of an import do not add up: read is not accepted + rejected + duplicate.');
  if (rest.accepted !== rest.created + rest.updated + rest.unchanged)
    throw new Error('The rows of an import do not add up: accepted is not created + updated + unchanged.');
  await manager.update(DataImport, id, { ...rest, leftCount });
}
