import { Injectable } from '@nestjs/common';
import { type Actor, type ExportAnswer, type ExportDecision, type List, type Page, idKey } from '@app/contracts';
import { Audit, cursorOf, ExportRecord, listOf } from '@app/database';
import { DomainError, notFound } from '@app/platform';
import { cancel, requeue } from '@app/queue';
import { DataSource } from 'typeorm';
import { awaitingApproval } from './export-approvals.queries.js';
import { exportAnswer } from './exports.queries.js';

/** A second pair of eyes for exports of many people. Whoever decides could have asked for the list, and did not. */
@Injectable()
export class ExportApprovalsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** What waits for somebody like the actor, newest first. */
  async list(actor: Actor, page: Page): Promise<List<ExportAnswer>> {
    const { manager } = this.dataSource;
    const ids = await awaitingApproval(manager, actor, { after: cursorOf(page, idKey)?.[0], limit: page.limit + 1 });
    const list = listOf(
      ids,
      page,
      (id) => [id],
      (id) => id,
    );
    const items = [];
    for (const id of list.items) items.push(await exportAnswer(manager, id));
    return { ...list, items };
  }

  /** Lets it go, or ends it for good. @throws not_found (also when nothing waits any more), second_person_required */
  decide(actor: Actor, id: string, decision: ExportDecision['decision']): Promise<ExportAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const record = await manager.findOne(ExportRecord, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (record?.createdBy === actor.userId) throw new DomainError('second_person_required');
      const [waiting] = await awaitingApproval(manager, actor, { id, limit: 1 });
      if (!record || !waiting) throw notFound();
      await manager.update(ExportRecord, id, { decision, decidedBy: actor.userId, decidedAt: new Date() });
      if (decision === 'approved') await requeue(manager, 'export.run', id);
      else await cancel(manager, id);
      const details = { for: record.createdBy, people: record.people };
      await this.audit.record(manager, actor, {
        action: `export.${decision}`,
        subject: `export:${id}`,
        count: 0,
        details,
      });
      return exportAnswer(manager, id);
    });
  }
}
