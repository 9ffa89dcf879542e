import { StartUpError } from '@app/platform';
import { createHash } from 'node:crypto';
import { z } from 'zod';

/*
 * A backup is a gzip stream of frames: a letter, the length of what follows (32 bit, big endian), and that many bytes.
 * H the header, then for every table T its name, any number of D with COPY's text, and E its count; at the end Z with
 * the SHA-256 of every byte before it.
 */
export type FrameKind = 'H' | 'T' | 'D' | 'E' | 'Z';
export interface Frame {
  kind: FrameKind;
  body: Buffer;
}

export const FORMAT = 'truyvet-backup';
export const FORMAT_VERSION = 1;

export const header = z.object({
  format: z.literal(FORMAT),
  version: z.number(),
  schema: z.string(),
  madeAt: z.string(),
  /** Tells the key file that fits from others, without saying anything about the keys. */
  keys: z.string().nullable(),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      days: z.array(z.string()).optional(),
      rows: z.number(),
    }),
  ),
  sequences: z.array(z.object({ name: z.string(), next: z.string() })),
});
export type BackupHeader = z.output<typeof header>;

const PREFIX = 5;
const MAX_BODY = 256 * 1024 * 1024;

function encode(kind: FrameKind, body: Buffer): Buffer {
  const prefix = Buffer.alloc(PREFIX);
  prefix.write(kind, 0, 'latin1');
  prefix.writeUInt32BE(body.length, 1);
  return Buffer.concat([prefix, body]);
}

export const dataFrame = (body: Buffer): Frame => ({ kind: 'D', body });
export const jsonFrame = (kind: FrameKind, value: unknown): Frame => ({
  kind,
  body: Buffer.from(JSON.stringify(value)),
});

/** Frames to bytes, with the digest as the last frame. */
export async function* encodeFrames(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const { kind, body } of frames) {
    const bytes = encode(kind, body);
    hash.update(bytes);
    yield bytes;
  }
  yield encode('Z', Buffer.from(JSON.stringify({ sha256: hash.digest('hex') })));
}

const damaged = (): StartUpError => new StartUpError('The backup is damaged or cut short. Nothing was restored.');

/**
 * Bytes back to frames, the digest checked and left out.
 * @throws StartUpError when the bytes end early or are not those that were written.
 */
export async function* decodeFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  const hash = createHash('sha256');
  for await (const { bytes, kind, body } of split(chunks)) {
    if (kind === 'Z') {
      const digest = (JSON.parse(body.toString('utf8')) as { sha256?: string }).sha256;
      if (digest !== hash.digest('hex')) throw damaged();
      return;
    }
    hash.update(bytes);
    yield { kind, body };
  }
  throw damaged();
}

async function* split(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame & { bytes: Buffer }> {
  let held: Buffer[] = [];
  let size = 0;
  let wanted = PREFIX;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size < wanted) continue;
    let rest = Buffer.concat(held);
    for (;;) {
      wanted = rest.length < PREFIX ? PREFIX : PREFIX + rest.readUInt32BE(1);
      if (wanted > MAX_BODY) throw damaged();
      if (rest.length < wanted) break;
      const bytes = rest.subarray(0, wanted);
      yield { kind: bytes.toString('latin1', 0, 1) as FrameKind, body: bytes.subarray(PREFIX), bytes };
      rest = rest.subarray(wanted);
    }
    held = [rest];
    size = rest.length;
  }
  if (size > 0) throw damaged();
}
