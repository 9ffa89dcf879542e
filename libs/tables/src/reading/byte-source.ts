import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';

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
export async function storedBytes(dataSource: DataSource, fileId: string): Promise<ByteSource> {
  const chunks = await dataSource.query<{ seq: number; bytes: number }[]>(
    'select seq, length(data) as bytes from stored_file_chunk where file_id = $1 order by seq',
    [fileId],
  );
  let size = 0;
  const placed = chunks.map(({ seq, bytes }) => ({ seq, from: size, to: (size += bytes) }));
  async function* read(start: number, end: number): AsyncGenerator<Buffer> {
    for (const { seq, from, to } of placed) {
      if (to <= start || from >= end) continue;
      const first = Math.max(start - from, 0);
      const rows = await dataSource.query<{ data: Buffer }[]>(
        'select substring(data from $3 for $4) as data from stored_file_chunk where file_id = $1 and seq = $2',
        [fileId, seq, first + 1, Math.min(end, to) - from - first],
      );
      if (rows[0]) yield rows[0].data;
    }
  }
  return { size, slice: (start, end) => Readable.from(read(start, end), { objectMode: false }) };
}

/** Up to `count` bytes from the beginning. */
export async function firstBytes(source: ByteSource, count: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source.slice(0, Math.min(count, source.size))) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
