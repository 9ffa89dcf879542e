import { Injectable } from '@nestjs/common';
import { type Actor, type EvacuationAnswer, isoOf, projectPerson } from '@app/contracts';
import { asSystem } from '@app/platform';
import { Audit, siteFor } from '@app/database';
import { DataSource } from 'typeorm';
import { grouped } from '../stays/grouped.js';
import { believedInside } from './evacuation.queries.js';

/** Whom to look for when a site is cleared. */
@Injectable()
export class EvacuationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /**
   * By place, of check-ins of the last sixteen hours and of rosters. People of other organisations stand on it with code and
   * employer; their names are not for this one to read. @throws not_found
   */
  async list(actor: Actor, siteId: string): Promise<EvacuationAnswer> {
    const { manager } = this.dataSource;
    const site = await siteFor(manager, actor, siteId);
    const now = new Date();
    const rows = await asSystem('evacuation', () => believedInside(manager, site, now));
    await this.audit.record(manager, actor, {
      action: 'evacuation.read',
      subject: `site:${siteId}`,
      purpose: 'evacuation',
      volume: 0,
      count: rows.length,
      workers: rows.flatMap(({ workerId }) => workerId ?? []),
    });
    const places = [...grouped(rows, ({ placeId }) => placeId)].map(([placeId, people]) => {
      const { placeCode: code, placeName: name, kind } = people[0]!;
      const members = people.map(({ workerId, organisationId, fullName, ...one }) => {
        const seen = projectPerson(actor, { id: workerId, organisationId }, { workerId, fullName });
        const { workerCode, organisation, since, evidence } = one;
        return {
          ...{ workerId: seen.workerId ?? null, workerCode, fullName: seen.fullName ?? null },
          ...{ organisation, since: isoOf(since), evidence },
        };
      });
      return { placeId, code, name, kind, people: members };
    });
    return { siteId, at: isoOf(now), inside: rows.length, places };
  }
}
