import type { BulkJobOptions, Processor, WorkerOptions } from 'bullmq';
import type { QueueName } from './jobs.js';

/** All that a job in the queue bears: which row it rings for. */
export interface BellData {
  id: string;
}
/** What is used of BullMQ's queue and worker; their full types differ from backend to backend. */
export interface BellQueue {
  addBulk(jobs: { name: string; data: BellData; opts: BulkJobOptions }[]): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}
export interface BellWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'ready', listener: () => void): unknown;
  waitUntilReady(): Promise<unknown>;
  pause(doNotWaitActive: boolean): Promise<void>;
  close(force: boolean): Promise<void>;
}
export type BellWorkerOptions = Omit<WorkerOptions, 'connection' | 'prefix'>;

/** What carries the bells: Redis or PostgreSQL. */
export interface Transport {
  /** Makes it ready for use, as far as that needs doing before the first bell. */
  open(): Promise<void>;
  queue(name: QueueName): BellQueue;
  worker(name: QueueName, processor: Processor<BellData, void>, options: BellWorkerOptions): BellWorker;
  /** Rejects when it cannot be reached. */
  ping(): Promise<unknown>;
  close(): Promise<void>;
}
