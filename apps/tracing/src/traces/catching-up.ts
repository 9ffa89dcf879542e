import type { TimeChanges } from '@app/contact-graph';
import type { Trace } from '@app/database';
import type { People } from '@app/presence';
import type { ClaimedWork } from '@app/queue';
import type { DataSource, QueryRunner } from 'typeorm';
import type { FinishedLevel } from './level-rows.js';
import type { Beginning, TraceSink, TraceStore } from './trace-store.js';

/**
 * Where a run leaves its levels when an earlier one was cut off. What that one had published stays as it is until all of
 * it can be replaced at one instant: nobody sees a list shrink because a process was killed.
 */
export class CatchingUp implements TraceSink {
  private runner: QueryRunner | undefined;

  /** Whoever makes it closes it. `levels`: how many were published, 1 or more. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: TraceStore,
    private readonly levels: number,
  ) {}

  async begin({ id }: ClaimedWork, beginning: Beginning): Promise<void> {
    this.runner = this.dataSource.createQueryRunner();
    await this.runner.startTransaction();
    await this.store.writeBeginning(this.runner.manager, id, beginning);
  }

  async publish(work: ClaimedWork, level: FinishedLevel, people: People): Promise<void> {
    if (!this.runner) return this.store.publish(work, level, people);
    const { manager } = this.runner;
    await this.store.writeLevel(manager, work.id, level, people);
    if (level.level < this.levels) return;
    // not before: the work can be cancelled, and its lease prolonged, for as long as this takes
    await work.assertHeld(manager);
    await this.runner.commitTransaction();
    await this.close();
  }

  finish(
    work: ClaimedWork,
    earlier: TimeChanges,
    timings: Trace['timings'],
    warnings: Trace['warnings'],
  ): Promise<void> {
    return this.store.finish(work, earlier, timings, warnings);
  }

  async close(): Promise<void> {
    const { runner } = this;
    this.runner = undefined;
    try {
      if (runner?.isTransactionActive) await runner.rollbackTransaction();
    } finally {
      await runner?.release();
    }
  }
}
