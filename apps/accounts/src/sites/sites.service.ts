import { Injectable } from '@nestjs/common';
import {
  type Actor,
  idKey,
  isoOf,
  type List,
  type NewSite,
  type Page,
  type SiteAnswer,
  type SiteChange,
} from '@app/contracts';
import { Audit, cursorOf, listOf, newId, organisationFor, Site, siteFor } from '@app/database';
import { DomainError } from '@app/platform';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { requireUnit } from '../units/units.queries.js';
import { lockOwner } from './place-owner.js';

/** The locations of an organisation. */
@Injectable()
export class SitesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** @throws not_found, unknown_unit, code_taken */
  async create(actor: Actor, organisationId: string, body: NewSite): Promise<SiteAnswer> {
    return this.dataSource.transaction(async (manager) => {
      await organisationFor(manager, actor, organisationId);
      await requireUnit(manager, body.unitCode);
      await lockOwner(manager, { organisationId });
      await requireFreeCode(manager, organisationId, body.code);
      const site = { id: newId(), organisationId, ...body };
      await manager.insert(Site, site);
      await this.audit.record(manager, actor, { action: 'site.create', subject: `site:${site.id}`, count: 0 });
      return answerOf(await manager.findOneByOrFail(Site, { id: site.id }));
    });
  }

  /** @throws not_found */
  change(actor: Actor, siteId: string, body: SiteChange): Promise<SiteAnswer> {
    return this.dataSource.transaction(async (manager) => {
      await siteFor(manager, actor, siteId);
      await manager.update(Site, siteId, body);
      const details = { fields: Object.keys(body) };
      await this.audit.record(manager, actor, { action: 'site.change', subject: `site:${siteId}`, count: 0, details });
      return answerOf(await manager.findOneByOrFail(Site, { id: siteId }));
    });
  }

  /** Oldest first; a guard of one site sees that one. @throws not_found */
  async list(actor: Actor, organisationId: string, page: Page): Promise<List<SiteAnswer>> {
    await organisationFor(this.dataSource.manager, actor, organisationId);
    const after = cursorOf(page, idKey)?.[0];
    const rows = await this.dataSource.manager.find(Site, {
      where: [
        {
          organisationId,
          ...(after ? { id: MoreThan(after) } : {}),
          ...(actor.scope.siteId ? { id: actor.scope.siteId } : {}),
        },
      ],
      order: { id: 'asc' },
      take: page.limit + 1,
    });
    return listOf(rows, page, (row) => [row.id], answerOf);
  }
}

async function requireFreeCode(
  manager: EntityManager,
  organisationId: string,
  code: string | undefined,
): Promise<void> {
  if (code !== undefined && (await manager.existsBy(Site, { organisationId, code })))
    throw new DomainError('code_taken');
}

const answerOf = (row: Site): SiteAnswer => ({ ...row, createdAt: isoOf(row.createdAt) });
