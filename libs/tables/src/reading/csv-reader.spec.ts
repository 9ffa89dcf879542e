import { readRows, refusalOf } from '../../../../test/support/tables.js';

const rows = async (text: string | Buffer) => (await readRows(text)).rows;

it.each([
  ['commas', 'code,fullName\nA1,Nguyễn Văn An\n'],
  ['semicolons', 'code;fullName\r\nA1;Nguyễn Văn An\r\n'],
  ['tabs', 'code\tfullName\nA1\tNguyễn Văn An'],
  ['a byte order mark', '\ufeffcode,fullName\nA1,Nguyễn Văn An\n'],
  ['quoted headers that hold another separator', '"code","fullName"\n"A1","Nguyễn Văn An"\n'],
])('reads a CSV with %s', async (_, text) => {
  const table = await readRows(text);
  expect(table.header).toEqual(['code', 'fullName']);
  expect(table.rows).toEqual([{ row: 2, cells: ['A1', 'Nguyễn Văn An'] }]);
});

it('numbers the rows as a spreadsheet does, blank ones and line ends in cells counted', async () => {
  const text = 'code,fullName\n\nA1,"An\nBình"\n,\nA2,Chi\n';
  expect((await rows(text)).map(({ row, cells }) => [row, cells[0]])).toEqual([
    [3, 'A1'],
    [5, 'A2'],
  ]);
});

it('takes back what was done to make a cell harmless', async () => {
  expect((await rows("phone,code\n'+84912345678,0012\n"))[0]!.cells).toEqual(['+84912345678', '0012']);
});

it('takes a quote inside a cell as it is', async () => {
  expect((await rows('code,address\nA1,Ống 5" số 2\n'))[0]!.cells[1]).toBe('Ống 5" số 2');
});

it.each([
  ['cut before the last cell', 'a,b,c\n1,2,3\n4,5', 3],
  ['cut inside quotes', 'a,b\n1,2\n3,"4\n', 3],
])('refuses a file %s, naming the row', async (_, text, row) => {
  const error = await refusalOf(text);
  expect(error.code).toBe('truncated_file');
  expect(error.detail).toContain(`row ${row}`);
});

it('refuses a file cut inside a character', async () => {
  expect((await refusalOf(Buffer.from('a\nế').subarray(0, -1))).code).toBe('truncated_file');
});

it('takes a last row without line end that is whole, and short rows elsewhere', async () => {
  expect(await rows('a,b\n1\n2,3')).toHaveLength(2);
  expect(await rows('a,b\n1\n')).toHaveLength(1);
});

it.each([
  ['UTF-16 with its mark', Buffer.from('\ufeffcode,fullName\n', 'utf16le')],
  ['UTF-16 without', Buffer.from('code,fullName\n', 'utf16le')],
  ['an old Vietnamese code page', Buffer.from([0x63, 0x6f, 0x64, 0x65, 0x0a, 0xe2, 0x63, 0xfd, 0x0a])],
])('refuses %s', async (_, bytes) => expect((await refusalOf(bytes)).code).toBe('wrong_encoding'));

it.each([
  ['nothing', '', 'empty_file'],
  ['blank lines', '\n\n  \n', 'empty_file'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'unsupported_file'],
  ['an old .xls', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'unsupported_file'],
  ['a PDF', '%PDF-1.7 …', 'unsupported_file'],
  ['a web page named .xls', '<html><table></table></html>', 'unsupported_file'],
])('refuses %s', async (_, bytes, code) => expect((await refusalOf(bytes)).code).toBe(code));

it('refuses more rows than a sheet holds', async () => {
  expect((await refusalOf(`a\n${'1\n'.repeat(1_048_576)}`)).code).toBe('too_many_rows');
});

it('stops a quote that swallows the rest of a large file', async () => {
  expect((await refusalOf(`a,b\n1,"2\n${'3,4\n'.repeat(500_000)}`)).code).toBe('truncated_file');
});
