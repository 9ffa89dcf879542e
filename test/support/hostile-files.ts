import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { multipart } from './multipart.js';
import { workbook, zip } from './zip.js';

const MB = 1024 * 1024;
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEADER = '<row r="1"><c r="A1" t="str"><v>code</v></c><c r="B1" t="str"><v>fullName</v></c></row>';
const row = (cells: string): string => `${HEADER}<row r="2">${cells}</row>`;
const csv = (...lines: string[]): string => `code,fullName\n${lines.join('\n')}\n`;
const xxe = (body: string): string =>
  `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData>${body}</sheetData></worksheet>`;
const laughs = (): string => {
  const entities = Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`);
  return `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">${entities.join('')}]><sst><si><t>&l12;</t></si></sst>`;
};
const sheet = 'xl/worksheets/sheet1.xml';

/** A workbook with one part replaced, or lied about. */
const altered = (parts: Record<string, string | Buffer>, claimed: Record<string, number> = {}): Buffer =>
  zip(
    {
      '_rels/.rels': `<r><Relationship Id="1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></r>`,
      'xl/_rels/workbook.xml.rels': `<r><Relationship Id="a" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></r>`,
      'xl/workbook.xml': `<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="A" r:id="a"/></sheets></workbook>`,
      [sheet]: `<worksheet><sheetData>${HEADER}</sheetData></worksheet>`,
      'xl/sharedStrings.xml': '<sst/>',
      ...parts,
    },
    claimed,
  );

/** Files that were made to take a server, or that look as if: by what they are. Each is made when its turn comes. */
export const HOSTILE_FILES: Record<string, () => string | Buffer> = {
  'a bomb that says it unpacks to 3 GB': () => altered({}, { [sheet]: 3 * 1024 * MB }),
  'a part that unpacks to more than it says': () =>
    altered({ [sheet]: `<w>${'<a/>'.repeat(99_999)}</w>` }, { [sheet]: 9 }),
  'a text of 96 MB that packs to nothing': () => workbook(row(`<c t="str"><v>${'a'.repeat(96 * MB)}</v></c>`)),
  'an attribute of 48 MB': () => workbook(row(`<c t="${'a'.repeat(48 * MB)}"><v>1</v></c>`)),
  'two million rows': () => workbook(HEADER + '<row/>'.repeat(2_000_000)),
  'a row of two million cells': () => workbook(row('<c><v>1</v></c>'.repeat(2_000_000))),
  'a row of 1,000 cells of 30,000 letters each': () =>
    workbook(row(`<c t="str"><v>${'a'.repeat(30_000)}</v></c>`.repeat(1_000))),
  'shared texts that say 300 MB': () => altered({}, { 'xl/sharedStrings.xml': 300 * MB }),
  'eight million shared texts': () =>
    altered({ 'xl/sharedStrings.xml': `<sst>${'<si><t>xy</t></si>'.repeat(8_000_000)}</sst>` }),
  'elements a hundred thousand deep': () => workbook(row(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`)),
  'an external entity in the sheet': () => altered({ [sheet]: xxe(row('<c t="str"><v>&e;</v></c>')) }),
  'a billion laughs': () => altered({ 'xl/sharedStrings.xml': laughs() }),
  'an external parameter entity': () =>
    altered({ 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]><workbook/>' }),
  'a sheet that is a file of the server': () =>
    altered({
      'xl/_rels/workbook.xml.rels': `<r><Relationship Id="a" Type="${RELATIONS}/worksheet" Target="file:///etc/passwd"/></r>`,
    }),
  'a sheet outside of the archive': () =>
    altered({
      'xl/_rels/workbook.xml.rels': `<r><Relationship Id="a" Type="${RELATIONS}/worksheet" Target="../../../etc/passwd"/></r>`,
    }),
  'a sheet that is its own workbook': () =>
    altered({
      'xl/_rels/workbook.xml.rels': `<r><Relationship Id="a" Type="${RELATIONS}/worksheet" Target="workbook.xml"/></r>`,
    }),
  'parts named to climb out of a folder': () =>
    altered({ '../../../../etc/cron.d/x': 'x', 'C:\\x': 'x', '/etc/x': 'x' }),
  'an archive in an archive': () => altered({ [sheet]: zip({ [sheet]: randomBytes(MB) }) }),
  'an archive of 20,000 parts': () =>
    zip(Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`p${at}`, '']))),
  'a workbook cut in half': () => {
    const whole = workbook(row('<c t="str"><v>A1</v></c>'));
    return whole.subarray(0, whole.length / 2);
  },
  'cells and rows with impossible numbers': () =>
    workbook(`<row r="-1e999"><c r="ZZZZZZZZ99999999999"><v>1e99999</v></c></row>${HEADER}`),
  'a million columns': () => `code,fullName${',x'.repeat(1_000_000)}\nA1,An\n`,
  'a row of a million cells': () => csv(`A1,An${','.repeat(1_000_000)}x`),
  'a thousand rows of a thousand cells too many': () =>
    csv(...Array.from({ length: 1_000 }, (_, at) => `A${at},An${',x'.repeat(1_000)}`)),
  'one line of 30 MB': () => 'a'.repeat(30 * MB),
  'a quote of 16 MB that is never closed': () => csv(`A1,"${'a,b\n'.repeat(4 * MB)}`),
  'quotes alone': () => '"'.repeat(4 * MB),
  'a million and a half rows': () => csv('A\n'.repeat(1_500_000)),
  'zero bytes': () => Buffer.alloc(8 * MB),
  'bytes at random': () => Buffer.concat([Buffer.from('code,fullName\n'), randomBytes(4 * MB)]),
  'a compressed file that calls itself a workbook': () => gzipSync(Buffer.alloc(64 * MB)),
  'more than the server takes': () => csv(`A1,${'An'.repeat(21 * MB)}`),
};

const cut = (body: Buffer, share: number): Buffer => body.subarray(0, Math.floor(body.length * share));
const file = { name: 'w.csv', content: csv('A1,An'), type: 'text/csv' };

/** Uploads whose multipart is broken; given the fields of a whole one. */
export const BROKEN_UPLOADS: Record<string, (fields: Record<string, string>) => { body: Buffer; contentType: string }> =
  {
    'cut inside the file': (fields) => {
      const { body, contentType } = multipart(fields, { ...file, content: csv(...Array<string>(999).fill('A,An')) });
      return { body: cut(body, 0.5), contentType };
    },
    'cut inside a field': (fields) => {
      const { body, contentType } = multipart(fields, file);
      return { body: cut(body, 0.2), contentType };
    },
    'without an end': (fields) => {
      const { body, contentType } = multipart(fields, file);
      return { body: body.subarray(0, -8), contentType };
    },
    'with another boundary than it says': (fields) => ({
      ...multipart(fields, file),
      contentType: 'multipart/form-data; boundary=x',
    }),
    'without a boundary': (fields) => ({ ...multipart(fields, file), contentType: 'multipart/form-data' }),
    'with a thousand fields': (fields) =>
      multipart({ ...fields, ...Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`f${at}`, 'x'])) }, file),
    'with a field of 8 MB': (fields) => multipart({ ...fields, mode: 'a'.repeat(8 * MB) }, file),
    'with a field named __proto__': (fields) => multipart({ ...fields, ['__proto__']: 'x', constructor: 'x' }, file),
    'with a file name of 64 kB that climbs': (fields) =>
      multipart(fields, { ...file, name: `${'../'.repeat(21_000)}etc/passwd` }),
  };
