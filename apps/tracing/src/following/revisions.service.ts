import { Injectable } from '@nestjs/common';
import {
  isoOf,
  positionKey,
  type Actor,
  type List,
  type Page,
  type Revision,
  type RevisionChange,
} from '@app/contracts';
import { Audit, cursorOf, listOf, readForTrace, TraceRevision } from '@app/database';
import { notFound } from '@app/platform';
import { DataSource, LessThan } from 'typeorm';
import { traceFor } from '../traces/traces.queries.js';
import { findChanges } from './revisions.queries.js';

const answerOf = ({ revision, asOf, counts, entered, leftCount, moved, createdAt }: TraceRevision): Revision => ({
  ...{ revision, asOf: isoOf(asOf), counts },
  ...{ entered, left: leftCount, moved },
  createdAt: isoOf(createdAt),
});

/** The lists that a followed trace has had. Those who left one can be read here only. */
@Injectable()
export class RevisionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** Newest first. @throws not_found */
  async list(actor: Actor, traceId: string, page: Page): Promise<List<Revision>> {
    const after = cursorOf(page, positionKey);
    const rows = await this.dataSource.transaction(async (manager) => {
      await traceFor(manager, actor, traceId);
      await readForTrace(manager, traceId);
      return manager.find(TraceRevision, {
        where: { traceId, ...(after && { revision: LessThan(after[0]) }) },
        order: { revision: 'DESC' },
        take: page.limit + 1,
      });
    });
    return listOf(rows, page, ({ revision }) => [revision], answerOf);
  }

  /** Who came in, then who moved, then who left. @throws not_found */
  changes(actor: Actor, traceId: string, revision: number, page: Page): Promise<List<RevisionChange>> {
    return this.dataSource.transaction(async (manager) => {
      await traceFor(manager, actor, traceId);
      await readForTrace(manager, traceId);
      if (!(await manager.existsBy(TraceRevision, { traceId, revision }))) throw notFound();
      const rows = await findChanges(manager, { traceId, revision }, page);
      const workers = rows.slice(0, page.limit).map(({ workerId }) => workerId);
      await this.audit.record(manager, actor, { action: 'contact.read', subject: `trace:${traceId}`, workers });
      return listOf(
        rows,
        page,
        ({ position }) => [position],
        ({ position: _position, ...change }) => change,
      );
    });
  }
}
