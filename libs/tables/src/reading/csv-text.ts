import { FileFault } from './file-fault.js';

const CURE = 'Save it as "CSV UTF-8" and send it again.';
const PIECE = 65_536;

export type Delimiter = ',' | ';' | '\t';

/** Text of a stream of UTF-8 bytes, with or without a byte order mark; remembers whether it ended with a line end. */
export class CsvText {
  endsLine = true;
  bytes = 0;

  constructor(private readonly source: AsyncIterable<Uint8Array>) {}

  /** @throws wrong_encoding for bytes that are no UTF-8, truncated_file when they end inside a character */
  async *read(): AsyncGenerator<string, void, undefined> {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const piece of inPieces(this.source)) {
      const text = decoded(() => decoder.decode(piece, { stream: true }));
      this.bytes += piece.length;
      if (text === '') continue;
      if (text.includes('\0')) throw new FileFault('wrong_encoding', `The file is UTF-16 or no text. ${CURE}`);
      this.endsLine = text.endsWith('\n') || text.endsWith('\r');
      yield text;
    }
    try {
      decoder.decode();
    } catch (error) {
      if (!isNoUtf8(error)) throw error;
      throw new FileFault('truncated_file', 'The file ends in the middle of a character.');
    }
  }
}

/** Stored files come in pieces of a megabyte; smaller ones make batches of some hundred rows. */
async function* inPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of source)
    for (let at = 0; at < piece.length; at += PIECE) yield piece.subarray(at, at + PIECE);
}

const isNoUtf8 = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch (error) {
    if (!isNoUtf8(error)) throw error;
    throw new FileFault('wrong_encoding', `The file is not UTF-8. ${CURE}`);
  }
}

/** The separator that stands most often in the first line that is not blank, outside quotes; a comma when none does. */
export function delimiterOf(text: string): Delimiter {
  const line = /[^\r\n]*\S[^\r\n]*/.exec(text.replace(/"(?:[^"]|"")*"/g, ''))?.[0] ?? '';
  const count = (delimiter: Delimiter): number => line.split(delimiter).length;
  return ([',', ';', '\t'] as const).reduce((best, next) => (count(next) > count(best) ? next : best));
}
