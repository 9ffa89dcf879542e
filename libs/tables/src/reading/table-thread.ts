import { Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import type { ByteSource } from './byte-source.js';
import { FileFault } from './file-fault.js';
import { openRows } from './open-rows.js';
import type { FromThread, ThreadStart, ToThread } from './thread-messages.js';

/**
 * A thread that reads one file and nothing else: it has no environment, no database and a bounded memory, and asks its
 * parent for the file's bytes. A file that was made to take the process takes this thread.
 */
const { size, options } = workerData as ThreadStart;
const port = parentPort!;
const say = (message: FromThread): void => port.postMessage(message);
const waiting = new Map<number, (piece: Uint8Array | undefined) => void>();
let next: () => void = () => undefined;
let streams = 0;

port.on('message', (message: ToThread) => {
  if (message.kind === 'next') return next();
  const take = waiting.get(message.stream);
  waiting.delete(message.stream);
  take?.(message.piece);
});

async function* range(start: number, end: number): AsyncGenerator<Uint8Array> {
  const stream = ++streams;
  say({ kind: 'read', stream, start, end });
  try {
    for (;;) {
      const piece = await new Promise<Uint8Array | undefined>((take) => {
        waiting.set(stream, take);
        say({ kind: 'more', stream });
      });
      if (!piece) return;
      yield piece;
    }
  } finally {
    say({ kind: 'close', stream });
  }
}

async function read(): Promise<void> {
  const wanted = (): Promise<void> => new Promise((resolve) => (next = resolve));
  const source: ByteSource = {
    size,
    slice: (start, end) => Readable.from(range(start, end), { objectMode: false }),
  };
  const { format, header, batches, fraction } = await openRows(source, options);
  let asked = wanted();
  say({ kind: 'opened', format, header });
  await asked;
  for await (const rows of batches) {
    asked = wanted();
    say({ kind: 'batch', rows, fraction: fraction() });
    await asked;
  }
  say({ kind: 'end' });
}

await read().catch((error: unknown) => {
  if (!(error instanceof FileFault)) throw error;
  say({ kind: 'refused', code: error.code, detail: error.detail, faults: error.faults });
});
port.close();
