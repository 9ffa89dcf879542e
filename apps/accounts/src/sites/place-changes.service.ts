import { Injectable } from '@nestjs/common';
import type { Actor, PlaceAnswer, PlaceChange } from '@app/contracts';
import { Audit, Place, PlaceMove } from '@app/database';
import { DomainError, notFound } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { lockOwner, requireChangeable } from './place-owner.js';
import { isPlaceOf, isWithin, placeAnswer, placesById } from './places.queries.js';

/** Renaming, resizing and moving places. A move is dated: who was where before it stays answerable. */
@Injectable()
export class PlaceChangesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** @throws not_found, forbidden, unknown_parent, place_cycle */
  async change(actor: Actor, placeId: string, { parentId, ...change }: PlaceChange): Promise<PlaceAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const found = await manager.findOneBy(Place, { id: placeId });
      if (!found) throw notFound();
      await requireChangeable(manager, actor, found);
      await lockOwner(manager, found);
      if (Object.keys(change).length > 0) await manager.update(Place, placeId, change);
      if (parentId !== undefined) await move(manager, actor, placeId, parentId);
      await this.audit.record(manager, actor, {
        action: parentId === undefined ? 'place.change' : 'place.move',
        subject: `place:${placeId}`,
        count: 0,
      });
      return placeAnswer((await placesById(manager, [placeId]))[0]!);
    });
  }
}

/** Read anew under the lock, so that the move is from where the place now stands. */
async function move(manager: EntityManager, actor: Actor, placeId: string, toParentId: string | null): Promise<void> {
  const place = await manager.findOneByOrFail(Place, { id: placeId });
  if (place.parentId === toParentId) return;
  if (toParentId) {
    const owner = place.organisationId
      ? { organisationId: place.organisationId, siteId: place.siteId! }
      : { unitCode: place.unitCode! };
    if (!(await isPlaceOf(manager, owner, toParentId))) throw new DomainError('unknown_parent');
    if (await isWithin(manager, toParentId, placeId)) throw new DomainError('place_cycle');
  }
  await manager.update(Place, placeId, { parentId: toParentId });
  await manager.insert(PlaceMove, {
    placeId,
    fromParentId: place.parentId,
    toParentId,
    movedBy: actor.userId,
  });
}
