import { copyInto, type CopyValue, rejectRow } from '@app/database';
import type { FieldCipher } from '@app/platform';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { CellFault, type Reason, reasonText } from '../reading/cells.js';
import type { MatchedColumns } from '../reading/columns.js';
import type { TableRow } from '../reading/table.js';
import type { Value } from '../writing/csv-writer.js';

const PAGE = 1_000;

/** A row that is not taken over. */
export interface RejectedRow {
  row: number;
  /** The file's own header of the column at fault, else its name; null for a fault of the whole row. */
  column: string | null;
  reason: string;
  /** The file's own cells, one for each of its headers. */
  cells: string[];
}

/** A row, read or rejected. */
export type ReadRow<T> = { ok: true; row: number; value: T } | { ok: false; reject: RejectedRow };

/** The row as rejected, for one column. */
export function rejectOf<Name extends string>(
  columns: MatchedColumns<Name>,
  { row, cells }: TableRow,
  reason: Reason,
  column?: Name,
): RejectedRow {
  const index = column && columns.at[column];
  const own = index === undefined ? undefined : columns.headers[columns.kept.indexOf(index)];
  return {
    row,
    column: own ?? column ?? null,
    reason: reasonText(reason),
    cells: columns.kept.map((position) => cells[position] ?? ''),
  };
}

/** Reads a row with `parse`; its CellFault, or more cells than the header has, makes the row a rejected one. */
export function readRow<Name extends string, T>(
  columns: MatchedColumns<Name>,
  row: TableRow,
  parse: (cell: (name: Name) => string) => T,
): ReadRow<T> {
  if (row.cells.length > columns.width && row.cells.slice(columns.width).some((cell) => cell.trim() !== ''))
    return { ok: false, reject: rejectOf(columns, row, 'too_many_cells') };
  try {
    return { ok: true, row: row.row, value: parse((name) => columns.cell(row.cells, name)) };
  } catch (error) {
    if (!(error instanceof CellFault)) throw error;
    return { ok: false, reject: rejectOf(columns, row, error.reason, error.column as Name | undefined) };
  }
}

/** Parses one cell and names its column in the fault. */
export function inColumn<T>(column: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof CellFault && error.column === undefined ? new CellFault(error.reason, column) : error;
  }
}

/** Seals the cells of a rejected row: what is wrong with a row is often that a number stands in another column. */
export type SealCells = (row: RejectedRow) => Buffer;

export const sealCellsOf =
  (cipher: FieldCipher, importId: string): SealCells =>
  ({ row, cells }) =>
    cipher.sealText(JSON.stringify(cells), 'import_reject.cells', rejectRow(importId, row));

/** Stores the rejected rows of an import by COPY, in place of those of an earlier run. */
export async function storeRejects(
  runner: QueryRunner,
  cipher: FieldCipher,
  importId: string,
  rejects: AsyncIterable<RejectedRow> | Iterable<RejectedRow>,
): Promise<void> {
  const seal = sealCellsOf(cipher, importId);
  await runner.query('delete from import_reject where import_id = $1', [importId]);
  async function* rows(): AsyncGenerator<CopyValue[]> {
    for await (const reject of rejects) yield [importId, reject.row, reject.column, reject.reason, seal(reject)];
  }
  await copyInto(runner, 'import_reject', ['import_id', 'row', 'column_name', 'reason', 'cells'], rows());
}

/** The stored rejected rows in the file's order, as rows of a CSV. */
export async function* rejectedRows(
  dataSource: DataSource,
  cipher: FieldCipher,
  importId: string,
  width: number,
): AsyncGenerator<Value[], void, undefined> {
  for (let last = 0; ;) {
    const rows = await dataSource.query<{ row: number; column_name: string | null; reason: string; cells: Buffer }[]>(
      'select row, column_name, reason, cells from import_reject where import_id = $1 and row > $2 order by row limit $3',
      [importId, last, PAGE],
    );
    for (const { row, column_name, reason, cells: sealed } of rows) {
      const cells = JSON.parse(cipher.openText(sealed, 'import_reject.cells', rejectRow(importId, row))) as string[];
      yield [...Array.from({ length: width }, (_, index) => cells[index] ?? ''), row, column_name, reason];
    }
    if (rows.length < PAGE) return;
    last = rows.at(-1)!.row;
  }
}

/** A rejected row as it is stored: its cells opened, those of the file and those that somebody has mended. */
export interface StoredReject {
  row: number;
  column: string | null;
  reason: string;
  cells: string[];
  mended: string[] | null;
}

type StoredRow = { row: number; column_name: string | null; reason: string; cells: Buffer; mended: Buffer | null };

/** Rejected rows of an import in the file's order, after the given one. */
export async function storedRejects(
  manager: EntityManager,
  cipher: FieldCipher,
  importId: string,
  { after, limit, mendedOnly = false }: { after: number; limit: number; mendedOnly?: boolean },
): Promise<StoredReject[]> {
  const rows = await manager.query<StoredRow[]>(
    `select row, column_name, reason, cells, mended from import_reject
     where import_id = $1 and row > $2 and (not $4::boolean or mended is not null) order by row limit $3`,
    [importId, after, limit, mendedOnly],
  );
  return rows.map(({ row, column_name: column, reason, cells, mended }) => ({
    ...{ row, column, reason },
    cells: JSON.parse(cipher.openText(cells, 'import_reject.cells', rejectRow(importId, row))) as string[],
    mended:
      mended && (JSON.parse(cipher.openText(mended, 'import_reject.mended', rejectRow(importId, row))) as string[]),
  }));
}

/** Keeps a rejected row as mended; null: it is not. */
export async function storeMended(
  manager: EntityManager,
  cipher: FieldCipher,
  importId: string,
  { row, cells }: { row: number; cells: string[] | null },
): Promise<void> {
  const text = cells && JSON.stringify(cells);
  await manager.query('update import_reject set mended = $3 where import_id = $1 and row = $2', [
    ...[importId, row, cipher.sealText(text, 'import_reject.mended', rejectRow(importId, row))],
  ]);
}
