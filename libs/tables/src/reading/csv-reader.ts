import { FileFault } from './file-fault.js';
import { CsvError, parse, type Parser } from 'csv-parse';
import { bareCell } from '../writing/safe-cell.js';
import type { ByteSource } from './byte-source.js';
import { CsvText, delimiterOf } from './csv-text.js';
import { PlainRecords } from './plain-records.js';
import {
  checkRows,
  isBlank,
  MAX_COLUMNS,
  MAX_ROW,
  type RowBatches,
  type Table,
  type TableOptions,
  tableOf,
  type TableRow,
} from './table.js';

/**
 * Opens a CSV: UTF-8, separated by comma, semicolon or tab, quoted as in RFC 4180; any line ends.
 * @throws empty_file, wrong_encoding; while reading also truncated_file, too_many_rows
 */
export function readCsv(source: ByteSource, options: TableOptions = {}): Promise<Table> {
  const text = new CsvText(source.slice(0, source.size));
  return tableOf('csv', batchesOf(text, options), () => (source.size === 0 ? 1 : text.bytes / source.size));
}

async function* batchesOf(text: CsvText, options: TableOptions): RowBatches {
  let columns = 0;
  let row = 0;
  let held: TableRow | undefined;
  try {
    for await (const records of parsed(text)) {
      const batch: TableRow[] = held ? [held] : [];
      for (const record of records) {
        row++;
        if (isBlank(record)) continue;
        columns ||= record.length;
        batch.push({ row, cells: record.slice(0, MAX_COLUMNS + 1).map(bareCell) });
      }
      checkRows(row, options);
      held = batch.pop();
      yield batch;
    }
  } catch (error) {
    throw error instanceof CsvError ? unclosed(row + 1) : error;
  }
  if (!held) return;
  // only the last row can have been cut, so it is held back until the end is seen
  if (!text.endsLine && held.row === row && held.cells.length < columns) throw truncated(held.row);
  yield [held];
}

/**
 * The records of each piece of text, up to the first quote by splitting alone. From there on by the parser, which is
 * driven by hand: one turn of the event loop a piece, not a row.
 */
async function* parsed(text: CsvText): AsyncGenerator<string[][], void, undefined> {
  let plain: PlainRecords | undefined;
  let parser: Parser | undefined;
  for await (const piece of text.read()) {
    plain ??= new PlainRecords(delimiterOf(piece), MAX_ROW);
    if (!parser && plain.add(piece)) {
      yield plain.take();
      continue;
    }
    parser ??= parserFor(plain.delimiter);
    parser.write(plain.rest() + piece);
    const records: string[][] = [];
    for (let one = parser.read() as string[] | null; one; one = parser.read() as string[] | null) records.push(one);
    if (parser.errored) throw parser.errored;
    yield records;
  }
  if (!parser) return void (plain && (yield plain.last()));
  const records: string[][] = [];
  parser.end();
  for await (const one of parser as AsyncIterable<string[]>) records.push(one);
  yield records;
}

function parserFor(delimiter: string): Parser {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false, // they count as rows
    max_record_size: MAX_ROW,
  });
  // also thrown where it is noticed; without a listener it would end the process
  parser.on('error', () => undefined);
  return parser;
}

const truncated = (row: number): FileFault =>
  new FileFault('truncated_file', `The file ends in the middle of row ${row}. Export it again.`, [
    { path: `row ${row}`, code: 'truncated_file', message: 'the last row has fewer cells and no line end' },
  ]);

const unclosed = (row: number): FileFault =>
  new FileFault('truncated_file', `A quote is opened in row ${row} and never closed.`, [
    { path: `row ${row}`, code: 'truncated_file', message: 'a quote is never closed' },
  ]);
