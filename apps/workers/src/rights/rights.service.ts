import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type List,
  type NewRightsRequest,
  type RightsDecision,
  type RightsQuery,
  type RightsRequest,
  workingDaysAfter,
} from '@app/contracts';
import { Audit, listOf, newId, RightsRequestRow, workerFor } from '@app/database';
import { DomainError, Keys, notFound } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { today } from '../workers/today.js';
import { WorkerChangesService } from '../workers/worker-changes.service.js';
import { requestAnswer, requestInScope, requestsInScope, requestsOf, sealWish, wishOf } from './rights.queries.js';

/** Decree 356/2025: a person's request is answered within two working days. */
const ANSWER_DAYS = 2;

/** What people ask about the data kept of them, and what their employer decides. */
@Injectable()
export class RightsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly keys: Keys,
    private readonly changes: WorkerChangesService,
  ) {}

  /** @throws not_found, conflict (one of the kind is open) */
  ask(actor: Actor, workerId: string, { kind, ...wish }: NewRightsRequest): Promise<RightsRequest> {
    return this.dataSource.transaction(async (manager) => {
      await workerFor(manager, actor, workerId);
      if (await manager.existsBy(RightsRequestRow, { workerId, kind, status: 'open' }))
        throw new DomainError('conflict', 'A request of this kind waits for its answer already.');
      const id = newId();
      const row = { id, workerId, kind, wish: sealWish(this.keys, id, wish), requestedBy: actor.userId };
      await manager.insert(RightsRequestRow, { ...row, dueOn: workingDaysAfter(today(), ANSWER_DAYS) });
      await this.audit.record(manager, actor, { action: `rights.ask_${kind}`, subject: `worker:${workerId}` });
      return (await this.ofWorker(manager, workerId)).find((one) => one.id === id)!;
    });
  }

  /** Newest first. @throws not_found */
  list(actor: Actor, workerId: string): Promise<List<RightsRequest>> {
    return this.dataSource.transaction(async (manager) => {
      await workerFor(manager, actor, workerId);
      await this.audit.record(manager, actor, { action: 'rights.read', subject: `worker:${workerId}` });
      return { items: await this.ofWorker(manager, workerId), nextCursor: null };
    });
  }

  /** What waits in the actor's organisations, what is overdue, or what was decided. */
  waiting(actor: Actor, query: RightsQuery): Promise<List<RightsRequest>> {
    return this.dataSource.transaction(async (manager) => {
      const rows = await requestsInScope(manager, actor, query, today());
      const answer = (row: (typeof rows)[number]): RightsRequest => requestAnswer(this.keys, row, today());
      const list = listOf(rows, query, ({ id }) => [id], answer);
      const workers = [...new Set(list.items.map(({ workerId }) => workerId))];
      await this.audit.record(manager, actor, {
        ...{ action: 'rights.list', workers, details: { filter: { status: query.status } } },
      });
      return list;
    });
  }

  /**
   * A correction that is accepted is made; an erasure is left to the job, which waits for what has to stay.
   * @throws not_found, already_finished, code_taken …
   */
  async decide(actor: Actor, id: string, { decision, ...said }: RightsDecision): Promise<RightsRequest> {
    const decided = await this.dataSource.transaction(async (manager) => {
      const row = await requestInScope(manager, actor, id);
      if (!row) throw notFound();
      if (row.status !== 'open') throw new DomainError('already_finished');
      const isErasure = row.kind === 'erasure';
      const status =
        decision === 'refused' ? ('refused' as const) : isErasure ? ('accepted' as const) : ('done' as const);
      const { fields } = wishOf(this.keys, row);
      if (status === 'done' && fields) await this.changes.changeIn(manager, actor, row.workerId, fields);
      const decidedAs = {
        status,
        reason: said.reason ?? null,
        decidedBy: actor.userId,
        decidedAt: new Date(),
        wish: null,
      };
      await manager.update(RightsRequestRow, id, decidedAs);
      const entry = { action: `rights.${decision}`, subject: `worker:${row.workerId}`, details: { kind: row.kind } };
      await this.audit.record(manager, actor, entry);
      return row;
    });
    return (await this.ofWorker(this.dataSource.manager, decided.workerId)).find((one) => one.id === id)!;
  }

  private async ofWorker(manager: EntityManager, workerId: string): Promise<RightsRequest[]> {
    return (await requestsOf(manager, workerId)).map((row) => requestAnswer(this.keys, row, today()));
  }
}
