import { readXlsx } from '../xlsx/xlsx-reader.js';
import { type ByteSource, firstBytes } from './byte-source.js';
import { readCsv } from './csv-reader.js';
import { fileKind } from './file-kind.js';
import type { Table, TableOptions } from './table.js';

/**
 * Opens a .csv or .xlsx, told apart by the bytes, and reads its header, in this very thread. Streams: memory does not
 * grow with the file (of a workbook the shared texts are kept).
 * @throws FileFault: empty_file, wrong_encoding, too_large, too_many_columns, unsupported_file for any other kind of
 *   file; while the rows are read also truncated_file, wrong_encoding, too_many_rows
 */
export async function openRows(source: ByteSource, options: TableOptions = {}): Promise<Table> {
  const kind = fileKind(await firstBytes(source, 512));
  return kind === 'workbook' ? readXlsx(source, options) : readCsv(source, options);
}
