import { Injectable } from '@nestjs/common';
import { type Actor, isoOf, type List, localDate, secondsOf, type StayQuery, instantKey } from '@app/contracts';
import { Audit, listOf, cursorOf, organisationFor, Site, workerFor } from '@app/database';
import { notFound } from '@app/platform';
import { DataSource } from 'typeorm';
import { LONGEST_SCANNED } from './derive-stays.js';
import { type InsideRow, insideNow, isCovered, staysOf, type StayRow } from './presence.queries.js';

const THREE_WEEKS = 21 * 86_400_000;

export type StayAnswer = Omit<StayRow, 'id' | 'from' | 'to'> & { from: string; to: string };

export interface Occupancy {
  siteId: string;
  at: string;
  inside: number;
  places: InsideRow[];
}

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

  /**
   * How many are inside a site now, by place: whose last check-in of the last sixteen hours was in, counted where it
   * was. @throws not_found
   */
  async occupancy(actor: Actor, siteId: string): Promise<Occupancy> {
    const { manager } = this.dataSource;
    const site = await manager.findOneBy(Site, { id: siteId });
    if (!site || (actor.scope.siteId && actor.scope.siteId !== siteId)) throw notFound();
    await organisationFor(manager, actor, site.organisationId);
    const now = new Date();
    const since = new Date(now.getTime() - LONGEST_SCANNED * 1_000);
    const places = await insideNow(manager, site, since, localDate(secondsOf(since)));
    const inside = places.reduce((sum, place) => sum + place.inside, 0);
    return { siteId, at: isoOf(now), inside, places };
  }
}
