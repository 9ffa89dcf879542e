import type { Actor, ErrorCode } from '@app/contracts';
import { DomainError, notFound } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { Organisation, Site, Worker } from './entities/index.js';
import { organisationScope } from './scope.js';

/** The organisation, if it is inside the actor's scope. @throws not_found otherwise, absent or foreign alike. */
export async function organisationFor(manager: EntityManager, actor: Actor, id: string): Promise<Organisation> {
  const { sql, parameters } = organisationScope(actor, 'o.id', 2);
  const [row] = await manager.query<{ id: string }[]>(`select o.id from organisation o where o.id = $1 and ${sql}`, [
    id,
    ...parameters,
  ]);
  if (!row) throw notFound();
  return manager.findOneByOrFail(Organisation, { id });
}

/** The worker, if inside the actor's scope (a worker sees the own record only). @throws not_found */
export async function workerFor(manager: EntityManager, actor: Actor, id: string): Promise<Worker> {
  const worker = await manager.findOneBy(Worker, { id });
  if (!worker) throw notFound();
  if (actor.role === 'worker') {
    if (actor.scope.workerId !== id) throw notFound();
    return worker;
  }
  await organisationFor(manager, actor, worker.organisationId);
  return worker;
}

/** The same for an id that stands in a body: an unknown one is a rule of the domain. @throws unknown_worker */
export function workerInBody(manager: EntityManager, actor: Actor, id: string): Promise<Worker> {
  return inBody(workerFor(manager, actor, id), 'unknown_worker');
}

/** The site, if inside the actor's scope (a guard of one site sees that one only). @throws not_found */
export async function siteFor(manager: EntityManager, actor: Actor, id: string): Promise<Site> {
  const site = await manager.findOneBy(Site, { id });
  if (!site || (actor.scope.siteId && actor.scope.siteId !== id)) throw notFound();
  await organisationFor(manager, actor, site.organisationId);
  return site;
}

/** The same for an id that stands in a body. @throws unknown_site */
export function siteInBody(manager: EntityManager, actor: Actor, id: string): Promise<Site> {
  return inBody(siteFor(manager, actor, id), 'unknown_site');
}

async function inBody<T>(found: Promise<T>, code: ErrorCode): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') throw new DomainError(code);
    throw error;
  }
}
