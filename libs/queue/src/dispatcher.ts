import { Injectable, Logger } from '@nestjs/common';
import { problemOf } from '@app/contracts';
import { describe, DomainError, Operation } from '@app/platform';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Counter } from 'prom-client';
import { type Claim, Claims, type Ending } from './claims.js';
import { type QueueName, ruleOf, waitAfter } from './jobs.js';
import { Outage } from './outage.js';
import { ClaimLost, RetryLater } from './outcomes.js';
import { Processors } from './processors.js';
import { RunningWork } from './running-work.js';
import { WorkEvents } from './work-events.js';

/** Kills that work survives: far more than bad luck, fewer than a job that kills its process each time would like. */
const MAX_TAKEOVERS = 20;

class KilledTooOften extends Error {
  override readonly name = 'KilledTooOften';
}

/** `lost`: cancelled or taken over. `released`: put back because the process stops. */
type Outcome = 'done' | 'failed' | 'retried' | 'released' | 'lost';

/** Answers a bell: claims the row, runs its processor, writes down how that ended. */
@Injectable()
export class Dispatcher {
  private readonly logger = new Logger('jobs');
  private readonly outage = new Outage('The table of jobs');
  private readonly running = new Set<RunningWork>();
  private readonly answers = new Set<Promise<void>>();
  private readonly outcomes: Counter<'job' | 'outcome'>;
  private stopping = false;

  constructor(
    private readonly processors: Processors,
    private readonly claims: Claims,
    private readonly events: WorkEvents,
    operation: Operation,
  ) {
    this.outcomes = new Counter({
      name: 'truyvet_jobs_total',
      help: 'Runs of jobs by how they ended',
      labelNames: ['job', 'outcome'],
      registers: [operation.metrics],
    });
  }

  /** @throws Error naming the jobs that have no processor here, or two. */
  collect(queues: readonly QueueName[]): void {
    this.processors.collect(queues);
  }

  /** A bell for work that is not due, or not this process' to run, says nothing: the sweep rings again if need be. */
  async answer(id: string): Promise<void> {
    if (this.stopping) return;
    const answer = this.serve(id).catch((error: unknown) => this.outage.failed(error));
    this.answers.add(answer);
    await answer;
    this.answers.delete(answer);
  }

  /**
   * Tells every run to stop, gives them `graceMs`, and puts back what has not ended by then.
   * @returns whether all have ended.
   */
  async stop(graceMs: number): Promise<boolean> {
    this.stopping = true;
    for (const run of this.running) run.abort(new ClaimLost());
    await Promise.race([Promise.all(this.answers), delay(graceMs, undefined, { ref: false })]);
    await Promise.allSettled([...this.running].map(({ claim }) => this.claims.putBack(claim, 0, false)));
    return this.answers.size === 0;
  }

  private async serve(id: string): Promise<void> {
    const claim = await this.claims.claim(id);
    this.outage.passed();
    if (!claim) return;
    const run = new RunningWork(claim, this.claims, this.outage, this.events.changes(id));
    this.running.add(run);
    try {
      if (this.stopping) run.abort(new ClaimLost());
      this.outcomes.inc({ job: claim.job, outcome: await this.run(run) });
    } finally {
      this.running.delete(run);
      await run.stop();
    }
  }

  private async run(run: RunningWork): Promise<Outcome> {
    const { claim } = run;
    try {
      run.signal.throwIfAborted();
      if (claim.takeovers > MAX_TAKEOVERS) throw new KilledTooOften();
      await this.processors.for(claim.job)!.process(run);
      return await this.finish(claim, { status: 'done' });
    } catch (error) {
      return this.afterError(run, error);
    }
  }

  private async afterError(run: RunningWork, error: unknown): Promise<Outcome> {
    const { claim, signal } = run;
    if (this.stopping) return (await this.claims.putBack(claim, 0, false)) ? 'released' : 'lost';
    if (signal.aborted || error instanceof ClaimLost) return 'lost';
    if (error instanceof DomainError) return this.finish(claim, { status: 'failed', problem: error.toProblem() });
    const failures = claim.failures + 1;
    const last = failures >= ruleOf(claim.job).maxFailures || error instanceof KilledTooOften;
    if (error instanceof RetryLater) {
      if (last) return this.finish(claim, { status: 'failed', problem: problemOf(error.code, error.detail) });
      return this.retry(claim, error.waitMs ?? waitAfter(claim.job, failures));
    }
    const traceId = randomUUID();
    this.logger.error(`${traceId} ${claim.job} ${claim.id} attempt ${claim.attempt}: ${describe(error)}`);
    if (!last) return this.retry(claim, waitAfter(claim.job, failures));
    const detail = `Report this id to your administrator: ${traceId}`;
    return this.finish(claim, { status: 'failed', problem: problemOf('internal', detail) });
  }

  private async retry(claim: Claim, waitMs: number): Promise<Outcome> {
    return (await this.claims.putBack(claim, waitMs, true)) ? 'retried' : 'lost';
  }

  private async finish(claim: Claim, ending: Ending): Promise<Outcome> {
    const againMs = ruleOf(claim.job).periodic?.everyMs;
    return (await this.claims.finish(claim, { ...ending, againMs })) ? ending.status : 'lost';
  }
}
