import { Injectable } from '@nestjs/common';
import { type Actor, type EvacuationAnswer, datesBetween, isoOf, secondsOf } from '@app/contracts';
import { Audit, siteFor } from '@app/database';
import { DataSource } from 'typeorm';
import { LONGEST_SCANNED } from '../stays/derive-stays.js';
import { grouped } from '../stays/grouped.js';
import { believedInside } from './evacuation.queries.js';

/** Whom to look for when a site is cleared. */
@Injectable()
export class EvacuationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** By place, of check-ins of the last sixteen hours and of rosters. @throws not_found */
  async list(actor: Actor, siteId: string): Promise<EvacuationAnswer> {
    const { manager } = this.dataSource;
    const site = await siteFor(manager, actor, siteId);
    const now = new Date();
    const since = new Date(now.getTime() - LONGEST_SCANNED * 1_000);
    const days = datesBetween(secondsOf(since), secondsOf(now) + 1);
    const rows = await believedInside(manager, site, { since, days });
    await this.audit.record(manager, actor, {
      action: 'evacuation.read',
      subject: `site:${siteId}`,
      count: rows.length,
    });
    const places = [...grouped(rows, ({ placeId }) => placeId)].map(([placeId, people]) => {
      const { placeCode: code, placeName: name, kind } = people[0]!;
      const members = people.map(({ workerId, workerCode, fullName, since: from, evidence }) => ({
        ...{ workerId, workerCode, fullName, since: isoOf(from), evidence },
      }));
      return { placeId, code, name, kind, people: members };
    });
    return { siteId, at: isoOf(now), inside: rows.length, places };
  }
}
