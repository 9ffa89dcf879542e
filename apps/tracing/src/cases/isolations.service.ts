import { Injectable } from '@nestjs/common';
import { isoOf, isoOrNull, type Actor, type IsolationEnd, type NewIsolation } from '@app/contracts';
import { Audit, Isolation, Worker, workerFor, workerInBody } from '@app/database';
import { DomainError, notFound } from '@app/platform';
import { DataSource, IsNull } from 'typeorm';

const answerOf = (row: Isolation, workerId: string) => ({
  id: row.id,
  workerId,
  from: isoOf(row.startedAt),
  to: isoOrNull(row.endedAt),
  reason: row.reason,
  createdAt: isoOf(row.createdAt),
});
export type IsolationAnswer = ReturnType<typeof answerOf>;

/** Recorded isolations: time in which a worker meets nobody (contact-rules, section 3.5). They may overlap. */
@Injectable()
export class IsolationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** The same start again brings it up to date. @throws unknown_worker */
  create(actor: Actor, body: NewIsolation): Promise<IsolationAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const worker = await workerInBody(manager, actor, body.workerId);
      const { from: startedAt, to, reason } = body;
      const key = { workerNo: worker.no, startedAt, caseId: IsNull() };
      const row = { workerNo: worker.no, startedAt, endedAt: to ?? null, reason, createdBy: actor.userId };
      const conflictPaths = ['workerNo', 'startedAt'];
      await manager.upsert(Isolation, row, { conflictPaths, indexPredicate: 'case_id is null' });
      await this.audit.record(manager, actor, { action: 'isolation.create', subject: `worker:${worker.id}` });
      return answerOf(await manager.findOneByOrFail(Isolation, key), worker.id);
    });
  }

  /** Sets or lifts the end. @throws not_found, end_before_start */
  end(actor: Actor, id: string, { to }: IsolationEnd): Promise<IsolationAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const row = await manager.findOneBy(Isolation, { id });
      if (!row) throw notFound();
      const { id: workerId } = await manager.findOneByOrFail(Worker, { no: row.workerNo });
      await workerFor(manager, actor, workerId);
      if (to && to <= row.startedAt) throw new DomainError('end_before_start');
      await manager.update(Isolation, id, { endedAt: to });
      await this.audit.record(manager, actor, { action: 'isolation.change', subject: `worker:${workerId}` });
      return answerOf({ ...row, endedAt: to }, workerId);
    });
  }
}
