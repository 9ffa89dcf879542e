import type { Files } from '@app/database';
import { Readable } from 'node:stream';

/** Bytes that can be read from any position: what a workbook (a ZIP file) needs, and a CSV does not mind. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `start` up to, not including, `end`. */
  slice: (start: number, end: number) => Readable;
}

/** Bytes in memory. */
export const bytesOf = (content: Uint8Array | string): ByteSource => {
  const bytes = Buffer.from(content);
  return {
    size: bytes.length,
    slice: (start, end) => Readable.from([bytes.subarray(start, end)], { objectMode: false }),
  };
};

/** Bytes of a stored file (`Files.save`), read piece by piece: nothing is copied to disk, memory stays bounded. */
export async function storedBytes(files: Files, fileId: string): Promise<ByteSource> {
  let size = 0;
  const placed = (await files.pieceSizes(fileId)).map((bytes) => ({ from: size, to: (size += bytes) }));
  // a piece is opened whole: what is read next is mostly in the same
  let last: { seq: number; data: Buffer } | undefined;
  async function piece(seq: number): Promise<Buffer> {
    if (last?.seq !== seq) last = { seq, data: (await files.piece(fileId, seq)) ?? Buffer.alloc(0) };
    return last.data;
  }
  async function* read(start: number, end: number): AsyncGenerator<Buffer> {
    for (const [seq, { from, to }] of placed.entries())
      if (to > start && from < end)
        yield (await piece(seq)).subarray(Math.max(start - from, 0), Math.min(end, to) - from);
  }
  return { size, slice: (start, end) => Readable.from(read(start, end), { objectMode: false }) };
}

/** Up to `count` bytes from the beginning. */
export async function firstBytes(source: ByteSource, count: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source.slice(0, Math.min(count, source.size))) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
