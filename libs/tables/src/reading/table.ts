import { FileFault } from './file-fault.js';

/** Rows that one sheet of a workbook can hold, its header included; also the limit of a CSV unless the caller sets another. */
export const SHEET_ROWS = 1_048_576;

/** Columns that are read. */
export const MAX_COLUMNS = 1_024;
/** Characters of one row, all its cells together: more was made to fill memory, or is an unclosed quote. */
export const MAX_ROW = 1024 * 1024;

/** One row below the header. */
export interface TableRow {
  /** Row of the file as a spreadsheet numbers it: the header of most files is row 1, blank rows count. */
  row: number;
  /** Trimmed of nothing; missing cells at the end may be missing here too. */
  cells: string[];
}

export interface TableOptions {
  /** Rows the file may have, header included. Default: what a sheet can hold. */
  maxRows?: number;
}

/** The rows of a file below its header, in batches of some hundreds as they are read. */
export type RowBatches = AsyncGenerator<TableRow[], void, undefined>;

/** An opened file of rows. Its faults come while the rows are read: truncated_file, wrong_encoding, too_many_rows … */
export interface Table {
  format: 'csv' | 'xlsx';
  /** The cells of the first row that is not blank, trimmed; blank ones at its end are left out. */
  header: string[];
  /** The rows that are not blank, once. Ending early frees what was opened. */
  batches: RowBatches;
  /** Share of the file read so far, 0 to 1. */
  fraction: () => number;
}

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** Makes a table of a file's rows: the first that is not blank is the header. @throws empty_file, too_many_columns */
export async function tableOf(format: Table['format'], all: RowBatches, fraction: () => number): Promise<Table> {
  for (;;) {
    const { done, value } = await all.next();
    if (done) throw new FileFault('empty_file', 'The file has no rows.');
    const [first, ...rest] = value;
    if (!first) continue;
    const header = first.cells.map((cell) => cell.trim());
    while (header.at(-1) === '') header.pop();
    if (header.length > MAX_COLUMNS) throw tooManyColumns();
    return { format, header, batches: following(rest, all), fraction };
  }
}

async function* following(first: TableRow[], rest: RowBatches): RowBatches {
  try {
    if (first.length > 0) yield first;
    for await (const batch of rest) if (batch.length > 0) yield batch;
  } finally {
    await rest.return();
  }
}

export const tooManyColumns = (): FileFault =>
  new FileFault('too_many_columns', `The file has more than ${MAX_COLUMNS} columns.`);

/** @throws too_many_rows for a row beyond the limit */
export function checkRows(row: number, { maxRows = SHEET_ROWS }: TableOptions): void {
  if (row <= maxRows) return;
  throw new FileFault('too_many_rows', `The file has more than ${maxRows} rows. Split it into several.`);
}
