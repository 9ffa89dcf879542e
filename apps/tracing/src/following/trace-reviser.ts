import { Injectable } from '@nestjs/common';
import { secondsOf } from '@app/contracts';
import type { ClaimedWork } from '@app/queue';
import { isDeepStrictEqual } from 'node:util';
import { DataSource } from 'typeorm';
import { TraceRunner } from '../traces/trace-runner.js';
import { type TraceRow, traceToRun } from '../traces/traces.queries.js';
import { explainedChanges } from './differences.js';
import { contactsDiffer, reexplained } from './differences.queries.js';
import { followedBy, hasOpenCase } from './following.queries.js';
import { RevisionStage } from './revision-stage.js';
import { RevisionStore } from './revision-store.js';

/** Works a followed trace out anew, and makes a revision of it if that comes to another list. */
@Injectable()
export class TraceReviser {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runner: TraceRunner,
    private readonly store: RevisionStore,
  ) {}

  /** @throws DomainError for what the engine refuses; the list there is stays */
  async revise(work: ClaimedWork): Promise<void> {
    const { manager } = this.dataSource;
    const traceId = await followedBy(manager, work.id);
    if (!traceId) return;
    if (!(await hasOpenCase(manager, traceId))) return this.store.end(work, traceId);
    const trace = await traceToRun(manager, traceId);
    const stage = await RevisionStage.open(this.dataSource, traceId);
    try {
      await this.reviseIn(stage, trace, work);
    } finally {
      await stage.close();
    }
  }

  private async reviseIn(stage: RevisionStage, trace: TraceRow, work: ClaimedWork): Promise<void> {
    const asOf = secondsOf(trace.as_of_given ? trace.as_of : new Date());
    await this.runner.find({ work, traceId: trace.id, asOf, sink: stage });
    work.signal.throwIfAborted();
    const { manager } = stage.runner;
    const explanations = await reexplained(manager, trace.id);
    const isSame = explanations.length === 0 && warnsAlike(stage, trace) && !(await contactsDiffer(manager, trace.id));
    if (isSame) return this.store.stands(work, stage);
    const changes = await explainedChanges(stage, trace);
    await this.store.publish(work, { asOf, stage, changes, reexplained: explanations });
  }
}

/** But for large shares: those follow from the list, and from workers who are not in it. */
function warnsAlike(stage: RevisionStage, { warnings }: TraceRow): boolean {
  const before = warnings.filter(({ code }) => code !== 'large_share');
  return isDeepStrictEqual(before, stage.warnings);
}
