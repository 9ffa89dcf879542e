import { Injectable } from '@nestjs/common';
import {
  type Actor,
  isoOf,
  type List,
  type NewOrganisation,
  type OrganisationAnswer,
  type OrganisationChange,
  type Page,
  idKey,
} from '@app/contracts';
import { Audit, cursorOf, listOf, newId, Organisation, organisationFor } from '@app/database';
import { DomainError } from '@app/platform';
import { DataSource } from 'typeorm';
import { formerUnits, requireUnit } from '../units/units.queries.js';
import { organisationsOf } from './organisations.queries.js';

/** What decides who sees an organisation and whether its data count as real: the province alone changes it. */
const OF_THE_PROVINCE = ['kind', 'unitCode', 'exercise'] as const;

/** Enterprises, public offices and schools. */
@Injectable()
export class OrganisationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** @throws unknown_unit */
  async create(actor: Actor, body: NewOrganisation): Promise<OrganisationAnswer> {
    return this.dataSource.transaction(async (manager) => {
      await requireUnit(manager, body.unitCode);
      const organisation = { id: newId(), ...body };
      await manager.insert(Organisation, organisation);
      await this.audit.record(manager, actor, {
        action: 'organisation.create',
        subject: `organisation:${organisation.id}`,
        count: 0,
      });
      return answerOf(await manager.findOneByOrFail(Organisation, { id: organisation.id }));
    });
  }

  /** Newest first. */
  async list(actor: Actor, page: Page): Promise<List<OrganisationAnswer>> {
    const after = cursorOf(page, idKey)?.[0] ?? null;
    const rows = await organisationsOf(this.dataSource.manager, actor, after, page.limit + 1);
    return listOf(rows, page, (row) => [row.id], answerOf);
  }

  /** @throws not_found */
  async get(actor: Actor, organisationId: string): Promise<OrganisationAnswer> {
    return answerOf(await organisationFor(this.dataSource.manager, actor, organisationId));
  }

  /** @throws not_found, unknown_unit, forbidden (an enterprise changes name, tax code and address only) */
  async change(actor: Actor, organisationId: string, change: OrganisationChange): Promise<OrganisationAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const before = await organisationFor(manager, actor, organisationId);
      if (actor.role !== 'province_admin' && OF_THE_PROVINCE.some((field) => change[field] !== undefined))
        throw new DomainError('forbidden', `Only the province may change ${OF_THE_PROVINCE.join(', ')}.`);
      await requireUnit(manager, change.unitCode);
      const { unitCode = before.unitCode } = change;
      const moves = unitCode !== before.unitCode;
      const moved = moves ? { formerUnitCodes: await formerUnits(manager, before, unitCode) } : {};
      await manager.update(Organisation, organisationId, { ...change, ...moved });
      await this.audit.record(manager, actor, {
        action: 'organisation.change',
        subject: `organisation:${organisationId}`,
        count: 0,
        details: { fields: Object.keys(change), ...(moves ? { units: { from: before.unitCode, to: unitCode } } : {}) },
      });
      return answerOf(await manager.findOneByOrFail(Organisation, { id: organisationId }));
    });
  }
}

const answerOf = (row: Organisation): OrganisationAnswer => ({ ...row, createdAt: isoOf(row.createdAt) });
