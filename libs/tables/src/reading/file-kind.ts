import { FileFault } from './file-fault.js';

const RESAVE = 'Open it in Excel or LibreOffice and save it as .xlsx, or as "CSV UTF-8".';
const unsupported = (what: string, cure = RESAVE): FileFault =>
  new FileFault('unsupported_file', `This is ${what}. ${cure}`);

/** First bytes of files that people send by mistake, whatever their name says. */
const SIGNATURES: [hex: string, what: string][] = [
  ['d0cf11e0a1b11ae1', 'an old Excel file (.xls), or a workbook protected by a password'],
  ['89504e470d0a1a0a', 'a picture (PNG)'],
  ['ffd8ff', 'a picture (JPEG)'],
  ['47494638', 'a picture (GIF)'],
  ['52494646', 'a picture, a sound or a film'],
  ['255044462d', 'a PDF document'],
  ['7b5c727466', 'a text document (RTF)'],
  ['1f8b', 'a compressed file'],
  ['526172211a07', 'a compressed file'],
  ['377abcaf271c', 'a compressed file'],
  ['504b0506', 'an empty ZIP file'],
];

/**
 * Tells a workbook from text by the bytes, never by the name.
 * @throws empty_file for no bytes, unsupported_file for a file of another kind (415)
 */
export function fileKind(head: Buffer): 'workbook' | 'text' {
  if (head.length === 0) throw new FileFault('empty_file', 'The file is empty.');
  const hex = head.subarray(0, 8).toString('hex');
  const known = SIGNATURES.find(([signature]) => hex.startsWith(signature));
  if (known) throw unsupported(known[1]);
  if (hex.startsWith('504b0304')) return 'workbook';
  if (/^(\ufeff)?\s*<(!doctype|html|table|\?xml|\?mso)/i.test(head.toString('utf8')))
    throw unsupported('a web page or XML');
  return 'text';
}
