import { setTimeout as delay } from 'node:timers/promises';
import { type JobName, JOBS, QUEUE_NAMES, type QueueName, QUEUES } from './jobs.js';
import type { Outage } from './outage.js';
import type { BellQueue, BellWorker, Transport } from './transport.js';

const RING_TIMEOUT_MS = 3_000;
const REOPEN_MS = 1_000;
const CLOSE_TIMEOUT_MS = 1_500;
const pause = (milliseconds: number): Promise<void> => delay(milliseconds, undefined, { ref: false });
/** Ours decides how often work is taken up again; BullMQ's own limit must never come first. */
const NO_LIMIT = 1_000_000;

/** A bell to ring. */
export interface Bell {
  id: string;
  job: JobName;
  /** The row's version: the same row unchanged is rung for once only, however often it is asked for. */
  version: number;
}

/**
 * BullMQ complains when a bell or its lock vanished while it was being answered (an emptied queue, a slow process). The
 * row tells whether its run still counts, so there is nothing to do and nothing is wrong with the connection.
 */
const isAboutLostBell = (error: Error & { code?: unknown }): boolean =>
  typeof error.code === 'number' || error.message.startsWith('could not renew lock');

/** The bells of every queue: rings them, and answers those of the queues that this process works on. */
export class Bells {
  private queues = new Map<QueueName, BellQueue>();
  private readonly workers = new Map<QueueName, BellWorker>();
  private closing = false;

  constructor(
    private readonly transport: Transport,
    readonly outage: Outage,
  ) {}

  open(): Promise<void> {
    return this.transport.open();
  }

  /** Rejects within three seconds when the queue does not take them all; ringing again does no harm. */
  async ring(bells: readonly Bell[]): Promise<void> {
    const late = new AbortController();
    const timeout = delay(RING_TIMEOUT_MS, undefined, { signal: late.signal, ref: false }).then(() => {
      throw new Error('the queue did not answer in time');
    });
    const adding = QUEUE_NAMES.map((queue) =>
      this.add(
        queue,
        bells.filter(({ job }) => JOBS[job].queue === queue),
      ),
    );
    try {
      await Promise.race([Promise.all(adding), timeout]);
      this.outage.passed();
    } catch (error) {
      this.outage.failed(error);
      await this.forgetQueues();
      throw error;
    } finally {
      late.abort();
    }
  }

  /** Answers the bells of a queue until `silence`. */
  answer(name: QueueName, handler: (id: string) => Promise<void>): void {
    const worker = this.transport.worker(name, (job) => handler(job.data.id), {
      concurrency: QUEUES[name].concurrency,
      lockDuration: 10_000,
      stalledInterval: 5_000,
      maxStalledCount: NO_LIMIT,
      runRetryDelay: REOPEN_MS,
    });
    worker.on('error', (error) => {
      if (!isAboutLostBell(error)) this.outage.failed(error);
    });
    worker.on('ready', () => this.outage.passed());
    this.workers.set(name, worker);
    worker.waitUntilReady().catch((error: unknown) => this.answerAfresh(name, handler, worker, error));
  }

  /** Takes no further bells; those being answered go on. */
  async silence(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.workers.values()].map((worker) => worker.pause(true)));
  }

  /**
   * Closes every connection, within about three seconds even when the queue is away.
   * @param idle whether every bell has been answered.
   */
  async close(idle: boolean): Promise<void> {
    this.closing = true;
    const workers = [...this.workers.values()].map((worker) => worker.close(!idle || this.outage.away));
    await Promise.race([Promise.allSettled([...workers, this.forgetQueues()]), pause(CLOSE_TIMEOUT_MS)]);
    await Promise.race([this.transport.close(), pause(CLOSE_TIMEOUT_MS)]);
  }

  private async add(name: QueueName, bells: Bell[]): Promise<void> {
    if (bells.length === 0) return;
    let queue = this.queues.get(name);
    if (!queue) {
      queue = this.transport.queue(name);
      queue.on('error', (error) => this.outage.failed(error));
      this.queues.set(name, queue);
    }
    await queue.addBulk(
      bells.map(({ id, job, version }) => ({
        name: job,
        data: { id },
        opts: { jobId: `${id}-${version}`, removeOnComplete: true, removeOnFail: true },
      })),
    );
  }

  /** BullMQ remembers a first connection that failed for good: after a failure, start from new objects. */
  private async forgetQueues(): Promise<void> {
    const old = [...this.queues.values()];
    this.queues = new Map();
    await Promise.allSettled(old.map((queue) => queue.close()));
  }

  private async answerAfresh(
    name: QueueName,
    handler: (id: string) => Promise<void>,
    broken: BellWorker,
    error: unknown,
  ): Promise<void> {
    if (this.closing) return;
    this.outage.failed(error);
    await Promise.allSettled([broken.close(true), pause(REOPEN_MS)]);
    if (!this.closing) this.answer(name, handler);
  }
}
