import type { ByteSource } from '../reading/byte-source.js';
import { type Table, type TableOptions, tableOf } from '../reading/table.js';
import { Archive } from './archive.js';
import { readSharedStrings } from './shared-strings.js';
import { sheetRows } from './sheet-rows.js';
import { readWorkbook } from './workbook.js';

/**
 * Opens the first visible sheet of an .xlsx. Read by ourselves rather than by exceljs' streaming reader, which takes the
 * sheets in the order of the ZIP, loses runs of inline rich text, fails on cells without a reference, and leaves
 * copies of sheets (personal data) in the temporary folder.
 * @throws unsupported_file, too_large, empty_file; while reading also too_many_rows
 */
export async function readXlsx(source: ByteSource, options: TableOptions = {}): Promise<Table> {
  const archive = await Archive.open(source);
  const { sheet, sharedStrings, ...book } = await readWorkbook(archive);
  const context = { ...book, sharedStrings: await readSharedStrings(archive, sharedStrings) };
  const size = archive.sizeOf(sheet);
  let read = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const piece of archive.read(sheet)) {
      read += piece.length;
      yield piece;
    }
  }
  return tableOf('xlsx', sheetRows(counted(), context, options), () => (size === 0 ? 1 : read / size));
}
