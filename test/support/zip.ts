import { crc32, deflateRawSync } from 'node:zlib';

/** A ZIP file of the given parts; `claimed` lies about a part's unpacked size in the directory. */
export function zip(parts: Record<string, string | Buffer>, claimed: Record<string, number> = {}): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claimed[name] ?? plain.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    bodies.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, place, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(parts).length, 4);
  end.writeUInt16LE(Object.keys(parts).length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, entries, Buffer.from('PK\x05\x06'), end]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (list: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`;

/** A workbook with one sheet whose XML is given by hand, to hold what other programs write. */
export const workbook = (
  sheetData: string,
  extra: { sharedStrings?: string; styles?: string; sheets?: string; date1904?: boolean } = {},
): Buffer =>
  zip({
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
    'xl/worksheets/sheet2.xml': `<worksheet><sheetData><row><c t="str"><v>second</v></c></row></sheetData></worksheet>`,
    '_rels/.rels': relations(`<Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/>`),
    'xl/_rels/workbook.xml.rels': relations(
      `<Relationship Id="a" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>` +
        `<Relationship Id="b" Type="${RELATIONS}/worksheet" Target="/xl/worksheets/sheet2.xml"/>` +
        `<Relationship Id="s" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>` +
        `<Relationship Id="t" Type="${RELATIONS}/styles" Target="styles.xml"/>`,
    ),
    'xl/workbook.xml':
      `<workbook xmlns:r="${RELATIONS}"><workbookPr date1904="${extra.date1904 ? 1 : 0}"/>` +
      `<sheets>${extra.sheets ?? '<sheet name="A" r:id="a"/><sheet name="B" r:id="b"/>'}</sheets></workbook>`,
    'xl/sharedStrings.xml': `<sst>${extra.sharedStrings ?? ''}</sst>`,
    'xl/styles.xml': `<styleSheet>${extra.styles ?? ''}</styleSheet>`,
  });
