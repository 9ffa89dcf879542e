import { Injectable } from '@nestjs/common';
import { type Actor, isoOf, type List, localDate, secondsOf, type StayQuery, instantKey } from '@app/contracts';
import { Audit, listOf, cursorOf, workerFor } from '@app/database';
import { notFound } from '@app/platform';
import { DataSource } from 'typeorm';
import { isCovered, staysOf, type StayRow } from './presence.queries.js';

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
    const { manager } = this.dataSource;
    const worker = await workerFor(manager, actor, workerId);
    if (actor.role !== 'worker' && !(await isCovered(manager, worker.personNo))) throw notFound();
    const to = query.to ?? new Date();
    const from = query.from ?? new Date(to.getTime() - THREE_WEEKS);
    const span = { from, to, firstDay: localDate(secondsOf(from)), lastDay: localDate(secondsOf(to)) };
    const rows = await staysOf(manager, worker.no, span, cursorOf(query, instantKey), query.limit + 1);
    await this.audit.record(manager, actor, { action: 'stays.read', subject: `worker:${workerId}` });
    const keyOf = (row: StayRow) => [row.from.toISOString(), row.id];
    return listOf(rows, query, keyOf, ({ id: _, ...row }) => ({ ...row, from: isoOf(row.from), to: isoOf(row.to) }));
  }
}
