import { readRows, refusalOf } from '../../../../test/support/tables.js';
import { workbook, zip } from '../../../../test/support/zip.js';

const STYLES =
  '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="#,##0&quot; đ&quot;"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs>';
const cellsOf = async (row: string, extra: Parameters<typeof workbook>[1] = {}) => {
  const file = workbook(`<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2">${row}</row>`, {
    styles: STYLES,
    ...extra,
  });
  return (await readRows(file)).rows[0]?.cells;
};

it.each([
  ['a shared text', '<c r="A2" t="s"><v>1</v></c>', 'Bình'],
  ['a shared text with runs', '<c r="A2" t="s"><v>0</v></c>', 'Nguyễn An'],
  ['an inline text with runs', '<c r="A2" t="inlineStr"><is><r><t>Lê </t></r><r><t>Chi</t></r></is></c>', 'Lê Chi'],
  ['the result of a formula', '<c r="A2" t="str"><f>B2&amp;""</f><v>0912</v></c>', '0912'],
  ['the number of a formula', '<c r="A2"><f>1+1</f><v>2</v></c>', '2'],
  ['a large number whole', '<c r="A2"><v>2.4012345678E10</v></c>', '24012345678'],
  ['a number of money', '<c r="A2" s="2"><v>44333</v></c>', '44333'],
  ['a date', '<c r="A2" s="1"><v>44333</v></c>', '2021-05-17'],
  ['a date and time', '<c r="A2" s="3"><v>44333.25</v></c>', '2021-05-17T06:00:00'],
  ['a broken decimal', '<c r="A2"><v>0.30000000000000004</v></c>', '0.3'],
  ['a cell without reference', '<c t="str"><v>x</v></c>', 'x'],
  ['an escaped character', '<c r="A2" t="str"><v>a_x0009_b</v></c>', 'a\tb'],
  ['a marked phone', '<c r="A2" t="str"><v>\'+84912345678</v></c>', '+84912345678'],
])('reads %s', async (_, cell, text) => {
  const sharedStrings =
    '<si><r><t>Nguyễn </t></r><r><rPr><b/></rPr><t>An</t></r><rPh><t>x</t></rPh></si><si><t>Bình</t></si>';
  expect((await cellsOf(cell, { sharedStrings }))?.[0]).toBe(text);
});

it('counts days from 1904 where the workbook does', async () => {
  expect((await cellsOf('<c r="A2" s="1"><v>42871</v></c>', { date1904: true }))?.[0]).toBe('2021-05-17');
});

it('keeps the place of cells and the numbers of rows where some are missing', async () => {
  const file = workbook('<row r="3"><c r="A3" t="str"><v>a</v></c></row><row r="7"><c r="C7"><v>5</v></c></row>');
  expect((await readRows(file)).rows).toEqual([{ row: 7, cells: ['', '', '5'] }]);
});

it('reads the first visible sheet, whatever its place in the file', async () => {
  const sheets = '<sheet name="A" state="hidden" r:id="a"/><sheet name="B" r:id="b"/>';
  expect((await readRows(workbook('', { sheets }))).header).toEqual(['second']);
});

it.each([
  ['a ZIP that is no workbook', zip({ 'photo.txt': 'x' }), 'unsupported_file'],
  ['a text document', zip({ 'word/document.xml': '<w/>' }), 'unsupported_file'],
  ['a workbook cut off', workbook('<row/>').subarray(0, 900), 'unsupported_file'],
  ['a workbook with broken XML', workbook('<row><c></row>'), 'unsupported_file'],
  ['an empty sheet', workbook(''), 'empty_file'],
  ['a row beyond the last', workbook('<row r="1048577"><c t="str"><v>a</v></c></row>'), 'too_many_rows'],
])('refuses %s', async (_, file, code) => expect((await refusalOf(file)).code).toBe(code));

it('refuses a workbook that would unpack to gigabytes before it unpacks anything', async () => {
  const bomb = zip({ 'xl/workbook.xml': 'x' }, { 'xl/workbook.xml': 3 * 1024 ** 3 });
  expect((await refusalOf(bomb)).code).toBe('too_large');
});

it('refuses a part that unpacks to more than it says, and a text without end', async () => {
  const endless = workbook(`<row><c t="str"><v>${'a'.repeat(9_000_000)}</v></c></row>`);
  expect((await refusalOf(endless)).code).toBe('too_large');
  const lying = zip({ '_rels/.rels': `<r>${'<a/>'.repeat(99_999)}</r>` }, { '_rels/.rels': 10 });
  expect((await refusalOf(lying)).code).toBe('unsupported_file');
});
