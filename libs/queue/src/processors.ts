import { Injectable, SetMetadata } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { EntityManager } from 'typeorm';
import { type JobName, jobsOf, type QueueName } from './jobs.js';

/** One claimed run of a piece of work. */
export interface ClaimedWork {
  /** Id of the work, which is that of the import, trace, export … it belongs to. */
  readonly id: string;
  readonly job: JobName;
  /** Which claim of this work it is, from 1; kills count. */
  readonly attempt: number;
  /** Aborts when the work is cancelled, its lease is lost or the process stops: end soon, by throwing or returning. */
  readonly signal: AbortSignal;
  /** Reports a share done, 0 to 1. Returns at once; written at most four times a second, the last one for certain. */
  progress(fraction: number): void;
  /**
   * To be called in the transaction that publishes, before its first write: locks the work's row, so that nobody can
   * take it over or cancel it until that transaction ends, and announces a change to whoever watches.
   * @throws ClaimLost when it was cancelled, taken over or put back.
   */
  assertHeld(manager: EntityManager): Promise<void>;
}

/**
 * Runs one kind of job. It may run more than once for the same work (a process can be killed at any line), so it
 * either publishes in one transaction guarded by `assertHeld` or writes what it would find again.
 * Returning: done. Throwing a DomainError: failed, with that problem, for good. RetryLater: tried again, quietly.
 * Anything else: a bug, logged and tried again.
 */
export interface JobProcessor {
  process(work: ClaimedWork): Promise<void>;
}

const PROCESSES = 'truyvet:processes';

/** Marks an injectable class as the processor of a job. */
export const Processes = (job: JobName): ClassDecorator => SetMetadata(PROCESSES, job);

/** The processors of this process. */
@Injectable()
export class Processors {
  private byJob = new Map<JobName, JobProcessor>();

  constructor(private readonly discovery: DiscoveryService) {}

  /**
   * Finds the processors of the queues' jobs among the providers.
   * @throws Error naming each job that has no processor, or more than one.
   */
  collect(queues: readonly QueueName[]): void {
    const found = this.discovery.getProviders().flatMap((wrapper) => {
      const job = wrapper.metatype && (Reflect.getMetadata(PROCESSES, wrapper.metatype) as JobName | undefined);
      return job ? [{ job, name: wrapper.name as string, processor: wrapper.instance as JobProcessor }] : [];
    });
    const faults = jobsOf(queues).flatMap((job) => {
      const own = found.filter((one) => one.job === job);
      if (own.length === 0) return [`${job} has no processor`];
      if (own.length > 1) return [`${job} has ${own.length}: ${own.map(({ name }) => name).join(', ')}`];
      this.byJob.set(job, own[0]!.processor);
      return [];
    });
    if (faults.length > 0) throw new Error(`Every job needs one processor: ${faults.join('; ')}`);
  }

  for(job: JobName): JobProcessor | undefined {
    return this.byJob.get(job);
  }
}
