import { Injectable } from '@nestjs/common';
import type { Actor, BulkPlace, List, NewPlace, Page, PlaceAnswer } from '@app/contracts';
import { Audit, cursorOf, listOf, newId, siteFor } from '@app/database';
import { DomainError } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { planBulk, type PlannedPlace } from './bulk-plan.js';
import { lockOwner, type PlaceOwner, requireReadableUnit, requireUnitFor } from './place-owner.js';
import { existingPlaces, insertPlaces, isPlaceOf, placeAnswer, placesById, placesOf } from './places.queries.js';

const KEY = z.tuple([z.number().int().min(0).max(2_147_483_647)]);
/** A site's id, or a unit's code for places that organisations share. */
export type Where = { siteId: string } | { unitCode: string };

/** Places: those of a site, and those that several organisations share. */
@Injectable()
export class PlacesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** @throws not_found, unknown_parent, code_taken */
  async create(actor: Actor, where: Where, body: NewPlace): Promise<PlaceAnswer> {
    const [place] = await this.add(actor, where, async (manager, owner) => {
      const { parentId = null, ...rest } = body;
      if (parentId && !(await isPlaceOf(manager, owner, parentId))) throw new DomainError('unknown_parent');
      if ((await existingPlaces(manager, owner, [body.code])).size > 0) throw new DomainError('code_taken');
      return [{ ...rest, id: newId(), parentId }];
    });
    return place!;
  }

  /** All or nothing. @throws not_found; code_taken, unknown_parent, place_cycle: the first fault's code, all in `errors` */
  async createAll(actor: Actor, where: Where, items: BulkPlace[]): Promise<{ items: PlaceAnswer[] }> {
    const places = await this.add(actor, where, async (manager, owner) => {
      const codes = items.flatMap(({ code, parentCode }) => (parentCode === undefined ? [code] : [code, parentCode]));
      const plan = planBulk(items, await existingPlaces(manager, owner, codes), newId);
      if (plan.faults[0])
        throw new DomainError(plan.faults[0].code, 'Nothing was stored. See errors for every fault.', plan.faults);
      return plan.places;
    });
    return { items: places };
  }

  /** In the order in which they were made. @throws not_found */
  async list(actor: Actor, where: Where, page: Page): Promise<List<PlaceAnswer>> {
    const { manager } = this.dataSource;
    if ('siteId' in where) await siteFor(manager, actor, where.siteId);
    else await requireReadableUnit(manager, actor, where.unitCode);
    const rows = await placesOf(manager, where, cursorOf(page, KEY)?.[0] ?? null, page.limit + 1);
    return listOf(rows, page, ({ no }) => [no], placeAnswer);
  }

  private add(
    actor: Actor,
    where: Where,
    plan: (manager: EntityManager, owner: PlaceOwner) => Promise<PlannedPlace[]>,
  ): Promise<PlaceAnswer[]> {
    return this.dataSource.transaction(async (manager) => {
      const owner = await ownerOf(manager, actor, where);
      await lockOwner(manager, owner);
      const places = await plan(manager, owner);
      await insertPlaces(manager, owner, places);
      await this.audit.record(manager, actor, {
        action: 'place.create',
        subject: 'siteId' in where ? `site:${where.siteId}` : `unit:${where.unitCode}`,
        count: 0,
        details: { places: places.length },
      });
      const ids = places.map(({ id }) => id);
      return (await placesById(manager, ids)).map(placeAnswer);
    });
  }
}

async function ownerOf(manager: EntityManager, actor: Actor, where: Where): Promise<PlaceOwner> {
  if ('unitCode' in where) {
    await requireUnitFor(manager, actor, where.unitCode);
    return { unitCode: where.unitCode };
  }
  const { organisationId } = await siteFor(manager, actor, where.siteId);
  return { organisationId, siteId: where.siteId };
}
