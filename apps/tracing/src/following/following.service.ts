import { Injectable } from '@nestjs/common';
import type { Actor, TraceAnswer } from '@app/contracts';
import { Audit, readForTrace, Trace } from '@app/database';
import { DomainError } from '@app/platform';
import { requeue } from '@app/queue';
import { DataSource } from 'typeorm';
import { traceFor, type TraceRow } from '../traces/traces.queries.js';
import { TracesService } from '../traces/traces.service.js';
import { hasOpenCase, keepFirstList, lockCases, stopFollowing } from './following.queries.js';

/** Which traces are kept true to what becomes known. */
@Injectable()
export class FollowingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly traces: TracesService,
    private readonly audit: Audit,
  ) {}

  /**
   * Follows a trace, beginning with what has become known since it was found; one that is followed stays so.
   * @throws not_found, not_followable, not_ready, invalid_status
   */
  async follow(actor: Actor, id: string): Promise<TraceAnswer> {
    await this.dataSource.transaction(async (manager) => {
      const trace = await traceFor(manager, actor, id);
      await readForTrace(manager, id);
      requireFollowable(trace);
      await lockCases(manager, id);
      if (!(await hasOpenCase(manager, id)))
        throw new DomainError(
          'invalid_status',
          'Every case of the trace is closed or withdrawn: nothing is left to follow.',
        );
      if (trace.followed) return;
      await requeue(manager, 'trace.revise', trace.revise_id);
      await manager.update(Trace, id, { followed: true });
      await keepFirstList(manager, id);
      await this.audit.record(manager, actor, { action: 'trace.follow', subject: `trace:${id}`, count: 0 });
    });
    return this.traces.get(actor, id);
  }

  /** Leaves a trace as it is by now; one that is not followed stays so. @throws not_found */
  async unfollow(actor: Actor, id: string): Promise<TraceAnswer> {
    await this.dataSource.transaction(async (manager) => {
      const { followed, revise_id } = await traceFor(manager, actor, id);
      if (!followed) return;
      await stopFollowing(manager, id, revise_id);
      await this.audit.record(manager, actor, { action: 'trace.unfollow', subject: `trace:${id}`, count: 0 });
    });
    return this.traces.get(actor, id);
  }
}

function requireFollowable({ direction, status }: TraceRow): void {
  if (direction === 'backward')
    throw new DomainError(
      'not_followable',
      'A backward trace asks about the time before its cases: ask again instead.',
    );
  if (status !== 'done') throw new DomainError('not_ready', `The trace is ${status}; follow it once it is done.`);
}
