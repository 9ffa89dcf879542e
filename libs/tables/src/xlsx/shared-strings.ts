import { FileFault } from '../reading/file-fault.js';
import type { Archive } from './archive.js';
import { unescaped } from './cell-value.js';
import { readXml } from './xml.js';

/** Shared texts are kept in memory: a full sheet of names has some 60 MB. */
const MAX_BYTES = 160 * 1024 ** 2;

/** The texts that cells refer to by number; of rich text all runs, without the reading aids of East Asian names. */
export async function readSharedStrings(archive: Archive, part: string | undefined): Promise<string[]> {
  if (!part || !archive.has(part)) return [];
  if (archive.sizeOf(part) > MAX_BYTES) throw new FileFault('too_large', 'The workbook has too many texts.');
  const texts: string[] = [];
  let text = '';
  let [inText, inAid] = [false, false];
  const pieces = readXml(archive.read(part), {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 't') inText = true;
      else if (name === 'rPh') inAid = true;
    },
    text: (piece) => {
      if (inText && !inAid) text += piece;
    },
    close: (name) => {
      if (name === 'si') texts.push(unescaped(text));
      else if (name === 't') inText = false;
      else if (name === 'rPh') inAid = false;
    },
  });
  while (!(await pieces.next()).done);
  return texts;
}
