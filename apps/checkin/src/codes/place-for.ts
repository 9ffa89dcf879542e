import type { Actor } from '@app/contracts';
import { organisationFor, Place } from '@app/database';
import { notFound } from '@app/platform';
import type { EntityManager } from 'typeorm';

/** The place, if its codes are the actor's to show: shared ones are the province's. @throws not_found */
export async function placeFor(manager: EntityManager, actor: Actor, id: string): Promise<Place> {
  const place = await manager.findOneBy(Place, { id });
  if (!place || (actor.scope.siteId && place.siteId !== actor.scope.siteId)) throw notFound();
  if (place.organisationId) await organisationFor(manager, actor, place.organisationId);
  else if (actor.role !== 'province_admin') throw notFound();
  return place;
}
