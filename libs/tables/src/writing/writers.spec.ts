import fc from 'fast-check';
import { gathered, readRows } from '../../../../test/support/tables.js';
import { writeCsv } from './csv-writer.js';
import { writeXlsx } from './xlsx-writer.js';

const HEADER = ['phone', 'name', 'seconds'];
const ROWS = [
  ['+84912345678', '=HYPERLINK("http://x")', 900],
  ['0012', 'Nguyễn "Tý", tổ 3', -1],
  ["'=x", 'a_x0041_b', 0],
];
const texts = ROWS.map((cells) => cells.map(String));

it('writes a CSV with mark, commas and CRLF, in which nothing evaluates', async () => {
  const text = (await gathered(writeCsv(HEADER, ROWS))).toString();
  expect(text).toBe(
    '\ufeffphone,name,seconds\r\n' +
      `'+84912345678,"'=HYPERLINK(""http://x"")",900\r\n` +
      '0012,"Nguyễn ""Tý"", tổ 3",-1\r\n' +
      `''=x,a_x0041_b,0\r\n`,
  );
});

it.each([
  ['CSV', writeCsv],
  ['XLSX', writeXlsx],
])('reads back from %s what was written', async (_, write) => {
  const table = await readRows(await gathered(write(HEADER, ROWS)));
  expect(table.header).toEqual(HEADER);
  expect(table.rows.map(({ cells }) => cells)).toEqual(texts);
  expect(table.fraction).toBe(1);
});

it('reads back every text from a CSV', async () => {
  const cell = fc.string({ unit: fc.constantFrom(...`=+-@'" ,;\t\r\nab1`), maxLength: 8 });
  const row = fc.tuple(cell, cell).filter((cells) => cells.some((text) => text.trim() !== ''));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (rows) => {
      const table = await readRows(await gathered(writeCsv(['a', 'b'], rows)));
      expect(table.rows.map(({ cells }) => cells)).toEqual(rows);
    }),
    { numRuns: 500 },
  );
});
