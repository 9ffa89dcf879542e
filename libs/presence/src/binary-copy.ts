/** Seconds between the Unix epoch and PostgreSQL's own, 2000-01-01 UTC. */
const POSTGRES_EPOCH = 946_684_800;
const SIGNATURE_LENGTH = 11;

/** One row of a binary COPY: fields by position, read straight from the buffer. Only valid during the call. */
export class CopyRow {
  buffer: Buffer = Buffer.alloc(0);
  /** Offset of each field's first byte, and its length. */
  readonly offsets: number[] = [];
  readonly lengths: number[] = [];

  int4(field: number): number {
    return this.buffer.readInt32BE(this.offsets[field]);
  }

  /** A timestamptz as epoch seconds. */
  instant(field: number): number {
    const at = this.offsets[field]!;
    const microseconds = this.buffer.readInt32BE(at) * 4_294_967_296 + this.buffer.readUInt32BE(at + 4);
    return Math.round(microseconds / 1e6) + POSTGRES_EPOCH;
  }

  /** First byte of a text field, and its length: enough to tell a few known words apart. */
  firstByte(field: number): number {
    return this.buffer[this.offsets[field]!]!;
  }
}

/**
 * Reads PostgreSQL's binary COPY format (documentation, COPY, "Binary Format") out of chunks cut anywhere.
 * No field may be null.
 */
export async function readBinaryCopy(chunks: AsyncIterable<Buffer>, onRow: (row: CopyRow) => void): Promise<void> {
  const row = new CopyRow();
  let rest: Buffer | undefined;
  let headerRead = false;
  for await (const chunk of chunks) {
    row.buffer = rest ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    if (!headerRead) {
      if (row.buffer.length < SIGNATURE_LENGTH + 8) {
        rest = row.buffer;
        continue;
      }
      at = SIGNATURE_LENGTH + 8 + row.buffer.readInt32BE(SIGNATURE_LENGTH + 4);
      headerRead = true;
    }
    at = readRows(row, at, onRow);
    rest = at < row.buffer.length ? row.buffer.subarray(at) : undefined;
  }
  const ended = rest?.length === 2 && rest.readInt16BE(0) === -1;
  if (!ended) throw new Error('The binary COPY ended early.');
}

/** Reads the whole rows of the buffer from `at`; gives the offset of the first byte that was not used. */
function readRows(row: CopyRow, at: number, onRow: (row: CopyRow) => void): number {
  const { buffer, offsets, lengths } = row;
  for (;;) {
    if (at + 2 > buffer.length) return at;
    const fields = buffer.readInt16BE(at);
    if (fields < 0) return at;
    let next = at + 2;
    for (let i = 0; i < fields; i++) {
      if (next + 4 > buffer.length) return at;
      lengths[i] = buffer.readInt32BE(next);
      offsets[i] = next + 4;
      next += 4 + lengths[i]!;
    }
    if (next > buffer.length) return at;
    onRow(row);
    at = next;
  }
}
