import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { Value, Values } from './csv-writer.js';
import { workbookCell } from './safe-cell.js';

const TEXT = { numFmt: '@' };
/** Rows between two looks at whether the reader keeps up. */
const BATCH = 500;

const inHexadecimal = (found: string): string =>
  `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** What a workbook cannot hold as it is: `_x0041_` would be read as A, XML has few control characters and no carriage return. */
const escaped = (text: string): string =>
  text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, inHexadecimal);

/**
 * A workbook with one sheet, in pieces as they are made. Texts are text cells (format `@`): they never evaluate, keep
 * leading zeros and `+84…`; numbers are numbers. More rows than a sheet holds are the caller's to split.
 */
export async function* writeXlsx(
  header: readonly string[],
  rows: Values,
  sheet = 'Sheet1',
): AsyncGenerator<Uint8Array, void, undefined> {
  const out = new PassThrough();
  const written = fill(out, header, rows, sheet).catch((error: unknown) => out.destroy(error as Error));
  for await (const piece of out) yield piece as Buffer;
  await written;
}

async function fill(out: PassThrough, header: readonly string[], rows: Values, name: string): Promise<void> {
  // a third of a second to load, for what many processes never write
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: true });
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  let count = 0;
  const add = (values: readonly Value[]): void => {
    const row = sheet.addRow([]);
    values.forEach((value, index) => {
      if (value === null || value === '') return;
      const cell = row.getCell(index + 1);
      cell.value = typeof value === 'number' ? value : escaped(workbookCell(value));
      if (typeof value === 'string') cell.style = TEXT;
    });
    row.commit();
  };
  add(header);
  for await (const values of rows) {
    add(values);
    if (++count % BATCH === 0 && out.writableNeedDrain) await once(out, 'drain');
  }
  sheet.commit();
  await book.commit();
}
