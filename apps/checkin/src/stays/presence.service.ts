import { Injectable } from '@nestjs/common';
import { type Actor, isoOf, type List, localDate, secondsOf, type StayQuery, instantKey } from '@app/contracts';
import { Audit, coveringCases, cursorOf, listOf, readForPerson, Worker, workerFor } from '@app/database';
import { notFound } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { staysOf, type StayRow } from './presence.queries.js';

const THREE_WEEKS = 21 * 86_400_000;

export type StayAnswer = Omit<StayRow, 'id' | 'from' | 'to'> & { from: string; to: string };

@Injectable()
export class PresenceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** Where a worker was: for the worker, and for officers while an open case covers the person. @throws not_found */
  async staysOf(actor: Actor, workerId: string, query: StayQuery): Promise<List<StayAnswer>> {
    const to = query.to ?? new Date();
    const from = query.from ?? new Date(to.getTime() - THREE_WEEKS);
    const span = { from, to, firstDay: localDate(secondsOf(from)), lastDay: localDate(secondsOf(to)) };
    const rows = await this.dataSource.transaction(async (manager) => {
      await readForPerson(manager, workerId);
      const { worker, caseIds } = await this.readable(manager, actor, workerId);
      const found = await staysOf(manager, worker.no, span, cursorOf(query, instantKey), query.limit + 1);
      await this.audit.record(manager, actor, { action: 'stays.read', subject: `worker:${workerId}`, caseIds });
      return found;
    });
    const keyOf = (row: StayRow) => [row.from.toISOString(), row.id];
    return listOf(rows, query, keyOf, ({ id: _, ...row }) => ({ ...row, from: isoOf(row.from), to: isoOf(row.to) }));
  }

  /** The own record, or one that an open case covers in whichever organisation; which cases. @throws not_found */
  private async readable(
    manager: EntityManager,
    actor: Actor,
    workerId: string,
  ): Promise<{ worker: Worker; caseIds: string[] }> {
    if (actor.role === 'worker') return { worker: await workerFor(manager, actor, workerId), caseIds: [] };
    const worker = await manager.findOneBy(Worker, { id: workerId });
    const caseIds = worker ? await coveringCases(manager, actor, worker.personNo) : [];
    if (!worker || caseIds.length === 0) throw notFound();
    return { worker, caseIds };
  }
}
