import { FileFault } from '../reading/file-fault.js';
import { posix } from 'node:path';
import type { Archive } from './archive.js';
import { isDateFormat } from './cell-value.js';
import { readWholeXml } from './xml.js';

/** What is needed of a workbook to read its first sheet. */
export interface Workbook {
  sheet: string;
  sharedStrings: string | undefined;
  /** Days are counted from 1904 (old Macs) instead of 1900. */
  date1904: boolean;
  /** By style number of a cell: whether its number is a date. */
  dateStyles: boolean[];
}

interface Relation {
  type: string;
  target: string;
}

const refuse = (what: string): FileFault =>
  new FileFault('unsupported_file', `${what} Save it as .xlsx (Excel workbook), or as "CSV UTF-8".`);

/** Finds the first visible sheet and what belongs to it. @throws unsupported_file when the ZIP is no workbook */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const root = await relations(archive, '_rels/.rels', '');
  const part = [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  if (part.endsWith('.bin')) throw refuse('This is a binary workbook (.xlsb).');
  if (!part.startsWith('xl/') || !archive.has(part))
    throw refuse(archive.has('content.xml') ? 'This is an OpenDocument file.' : 'This is a ZIP file, not a workbook.');
  const folder = posix.dirname(part);
  const related = await relations(archive, `${folder}/_rels/${posix.basename(part)}.rels`, folder);
  const { sheets, date1904 } = await readSheets(archive, part);
  const shown = sheets.filter(({ state }) => !state || state === 'visible')[0] ?? sheets[0];
  const sheet = shown && related.get(shown.relation);
  if (!sheet || !archive.has(sheet.target) || !sheet.type.endsWith('/worksheet'))
    throw refuse('The first sheet of this workbook holds no rows.');
  const partOf = (type: string) => [...related.values()].find((one) => one.type.endsWith(`/${type}`))?.target;
  return {
    sheet: sheet.target,
    sharedStrings: partOf('sharedStrings'),
    date1904,
    dateStyles: await readDateStyles(archive, partOf('styles')),
  };
}

async function relations(archive: Archive, part: string, folder: string): Promise<Map<string, Relation>> {
  const found = new Map<string, Relation>();
  if (!archive.has(part)) return found;
  await readWholeXml(archive.read(part), {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      found.set(Id, { type: Type, target });
    },
  });
  return found;
}

async function readSheets(archive: Archive, part: string) {
  const sheets: { relation: string; state: string | undefined }[] = [];
  let date1904 = false;
  await readWholeXml(archive.read(part), {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      sheets.push({ relation, state: attributes['state'] });
    },
  });
  return { sheets, date1904 };
}

async function readDateStyles(archive: Archive, part: string | undefined): Promise<boolean[]> {
  if (!part || !archive.has(part)) return [];
  const formats = new Map<number, string>();
  const dates: boolean[] = [];
  let inCells = false;
  await readWholeXml(archive.read(part), {
    open: (name, { numFmtId, formatCode }) => {
      if (name === 'numFmt') formats.set(Number(numFmtId), formatCode ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) dates.push(isDateFormat(Number(numFmtId), formats.get(Number(numFmtId))));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return dates;
}
