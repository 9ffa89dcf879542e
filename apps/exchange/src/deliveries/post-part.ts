import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Reply } from './receipt.js';

const RECEIPT_BYTES = 65_536;

export interface Posting {
  url: URL;
  headers: Record<string, string>;
  bytes: number;
  content: Readable;
  /** How long the receiver may take nothing, and then how long it may take to answer. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** The receiver did not answer as HTTP: refused, reset, too slow. The message names the cause and is safe to show. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/**
 * Sends a body of known length and reads the answer, of which a receipt's length is kept. Redirects are not followed:
 * the signature is for this address alone. Cancelling by `signal` ends with its reason.
 * @throws NoAnswer
 */
export async function postPart({ url, headers, bytes, content, timeoutMs, signal }: Posting): Promise<Reply> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new NoAnswer(`took longer than ${timeoutMs / 1000} s`)), timeoutMs);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const posting = send(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': String(bytes) },
    agent: false,
    signal: AbortSignal.any([signal, late.signal]),
  });
  try {
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      posting.once('response', resolve).on('error', reject),
    );
    const sent = pipeline(
      content,
      noticing(() => timer.refresh()),
      posting,
    );
    // a receiver may refuse before it has read everything: its answer counts, not the broken pipe
    const answer = await Promise.race([answered, sent.then(() => answered)]);
    return { status: answer.statusCode ?? 0, body: await beginningOf(answer) };
  } catch (error) {
    signal.throwIfAborted();
    if (late.signal.aborted) throw late.signal.reason as NoAnswer;
    throw noAnswer(error);
  } finally {
    clearTimeout(timer);
    content.destroy();
    posting.destroy();
  }
}

const noticing = (notice: () => void) =>
  async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      notice();
      yield piece;
    }
  };

async function beginningOf(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size > RECEIPT_BYTES) break;
  }
  return Buffer.concat(pieces).subarray(0, RECEIPT_BYTES).toString('utf8');
}

/** Faults of sockets and TLS have a code; anything else is a bug and passes through. */
function noAnswer(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? new NoAnswer(`no answer (${code})`) : error;
}
