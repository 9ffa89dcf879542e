import fc from 'fast-check';
import { bareCell, safeCell, workbookCell } from './safe-cell.js';

const nasty = fc
  .array(fc.constantFrom(...`=+-@＝＋－＠'" ,;\t\r\n\u00a0\u200b\ufeff\0ab1|%`), { maxLength: 12 })
  .map((characters) => characters.join(''));
/** What a spreadsheet might see as cells, whichever separator it believes in. */
const cellsOf = (text: string): string[] => text.split(/[,;\t\r\n]/);
const evaluates = (cell: string): boolean => /^[\s\0\u200b\ufeff"]*[=+\-@＝＋－＠]/.test(cell);

it.each(['+84912345678', '=1+1', '-5', '@SUM(A1)', '＝1', '\t=1', ' =1', '\u00a0=1', '"=1', 'a;=1', 'a,b\n+1'])(
  'makes %j harmless',
  (text) => {
    expect(evaluates(text) || cellsOf(text).some(evaluates)).toBe(true);
    expect(cellsOf(safeCell(text)).some(evaluates)).toBe(false);
  },
);

it.each(['Nguyễn Văn A', '0912345678', 'Tổ 3 - Thôn Núi Hiểu', 'a@b.vn', "O'Brien", '', '2021-05-17', "'0123"])(
  'leaves %j as it is',
  (text) => expect(safeCell(text)).toBe(text),
);

it('brings every text back, apostrophes, separators and blanks included', () => {
  fc.assert(
    fc.property(fc.oneof(nasty, fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
      expect(bareCell(safeCell(text))).toBe(text);
      expect(bareCell(workbookCell(text))).toBe(text);
    }),
    { numRuns: 5_000 },
  );
});

it('leaves no cell that begins with a sign, wherever a program splits the line', () => {
  fc.assert(
    fc.property(nasty, (text) => cellsOf(safeCell(text)).every((cell) => !evaluates(cell))),
    { numRuns: 5_000 },
  );
});
