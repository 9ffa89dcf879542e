import type { Actor } from '@app/contracts';
import { organisationFor, type Place, unitScope } from '@app/database';
import { DomainError, notFound } from '@app/platform';
import type { EntityManager } from 'typeorm';

/** Whose places: those of a site of an organisation, or the shared ones of an administrative unit. */
export type PlaceOwner =
  | { organisationId: string; siteId: string; unitCode?: undefined }
  | { unitCode: string; organisationId?: undefined; siteId?: undefined };

/**
 * One at a time: whoever adds or moves places of an organisation or a unit waits here for the one before, so that codes
 * stay unique and no two moves together make a circle. Rows that merely refer to the owner are not held up.
 */
export async function lockOwner(
  manager: EntityManager,
  { organisationId, unitCode }: { organisationId?: string | null | undefined; unitCode?: string | null | undefined },
): Promise<void> {
  if (organisationId)
    await manager.query('select 1 from organisation where id = $1 for no key update', [organisationId]);
  else await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`places of unit ${unitCode}`]);
}

/** The unit, if the actor may act in it. @throws not_found */
export async function requireUnitFor(manager: EntityManager, actor: Actor, code: string): Promise<void> {
  const { sql, parameters } = unitScope(actor, 'u.code', 2);
  const rows = await manager.query<unknown[]>(`select 1 from administrative_unit u where u.code = $1 and ${sql}`, [
    code,
    ...parameters,
  ]);
  if (rows.length === 0) throw notFound();
}

/**
 * The unit, if the actor may read its shared places. They hold no personal data, and an enterprise needs the codes of
 * the buses and lodging houses that its workers use: those of its own province, and of what it was merged into.
 * @throws not_found
 */
export async function requireReadableUnit(manager: EntityManager, actor: Actor, code: string): Promise<void> {
  const { organisationId } = actor.scope;
  if (!organisationId) return requireUnitFor(manager, actor, code);
  const rows = await manager.query<unknown[]>(
    `select 1 from administrative_unit u
     join organisation o on o.id = $2
     join administrative_unit own on own.code = o.unit_code
     where u.code = $1 and (split_part(u.path, '/', 2) = split_part(own.path, '/', 2)
       or exists (select from unit_reach r where r.code = u.code and r.reached_code = own.code))`,
    [code, organisationId],
  );
  if (rows.length === 0) throw notFound();
}

/** Refuses who may not change this place. @throws not_found; forbidden for an officer, whose places are the shared ones */
export async function requireChangeable(manager: EntityManager, actor: Actor, place: Place): Promise<void> {
  if (place.unitCode) return requireUnitFor(manager, actor, place.unitCode);
  await organisationFor(manager, actor, place.organisationId!);
  if (actor.role === 'health_officer') throw new DomainError('forbidden');
}
