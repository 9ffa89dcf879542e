import { FileFault } from '../reading/file-fault.js';
import { SaxesParser } from 'saxes';

/** No text of a workbook is this long (a cell holds 32,767 characters); what is, was made to fill memory. */
const MAX_TEXT = 4 * 1024 * 1024;

/** What a part of a workbook says, one event after the other. Names come without their prefix. */
export interface XmlHandler {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML piece by piece. Yields after each piece, so that the caller can hand on what the handler gathered.
 * @throws unsupported_file for what is no XML, too_large for a text without end
 */
export async function* readXml(
  source: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
): AsyncGenerator<void, void, undefined> {
  const decoder = new TextDecoder();
  const parser = new SaxesParser({ xmlns: false, position: false });
  let silent = 0;
  parser.on('opentag', ({ name, attributes }) => {
    silent = 0;
    handler.open?.(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    silent = 0;
    handler.close?.(local(name));
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  parser.on('error', () => {
    throw new FileFault('unsupported_file', 'This workbook is damaged. Save it again as .xlsx.');
  });
  for await (const piece of source) {
    silent += piece.length;
    if (silent > MAX_TEXT) throw new FileFault('too_large', 'A cell of the workbook is too large.');
    parser.write(decoder.decode(piece, { stream: true }));
    yield;
  }
  parser.close();
}

/** Reads a small part to its end. */
export async function readWholeXml(source: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const pieces = readXml(source, handler);
  while (!(await pieces.next()).done);
}
