import { Worker } from 'node:worker_threads';
import type { ByteSource } from './byte-source.js';
import { FileFault } from './file-fault.js';
import type { TableOptions } from './table.js';
import type { FromThread, ToThread } from './thread-messages.js';

/** What a thread may keep: the shared texts of a full sheet, and what reading them leaves behind. */
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

type Found = Extract<FromThread, { kind: 'opened' | 'batch' | 'end' }>;

/** The parent's side of a thread that reads one file: gives it bytes, takes what it finds, ends it. */
export class ReadingThread {
  private readonly worker: Worker;
  private readonly streams = new Map<number, AsyncIterator<Uint8Array>>();
  private found: Found[] = [];
  private failure: Error | undefined;
  private wake: () => void = () => undefined;

  constructor(
    file: URL,
    private readonly source: ByteSource,
    options: TableOptions,
  ) {
    this.worker = new Worker(file, {
      workerData: { size: source.size, options },
      env: {},
      resourceLimits: LIMITS,
    });
    this.worker.on(
      'message',
      (message: FromThread) => void this.hear(message).catch((error: Error) => this.fail(error)),
    );
    this.worker.once('error', (error: NodeJS.ErrnoException) =>
      this.fail(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? new FileFault('too_large', 'The file takes more memory than reading one may. Split it into several.')
          : error,
      ),
    );
    this.worker.once('exit', () => this.fail(new Error('A reading thread ended before its file did.')));
  }

  /** What it finds next. @throws FileFault for what it refuses, or what went wrong otherwise */
  async take(): Promise<Found> {
    for (;;) {
      const found = this.found.shift();
      if (found) return found;
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  askForNext(): void {
    this.say({ kind: 'next' });
  }

  /** Frees everything, whether the file was read to its end or not. */
  async end(): Promise<void> {
    await this.worker.terminate();
    for (const stream of this.streams.values()) await stream.return?.();
    this.streams.clear();
  }

  private async hear(message: FromThread): Promise<void> {
    switch (message.kind) {
      case 'read':
        this.streams.set(message.stream, this.source.slice(message.start, message.end)[Symbol.asyncIterator]());
        return;
      case 'more':
        return this.give(message.stream);
      case 'close':
        await this.streams.get(message.stream)?.return?.();
        this.streams.delete(message.stream);
        return;
      case 'refused':
        return this.fail(new FileFault(message.code, message.detail, message.faults));
      default:
        this.found.push(message);
        this.wake();
    }
  }

  private async give(stream: number): Promise<void> {
    const next = await this.streams.get(stream)?.next();
    this.say({ kind: 'piece', stream, piece: next?.done === false ? next.value : undefined });
  }

  private say(message: ToThread): void {
    this.worker.postMessage(message);
  }

  /** The first failure is the cause; what follows from it says nothing new. */
  private fail(error: Error): void {
    this.failure ??= error;
    this.wake();
  }
}
