import { problemOf, type Actor, type ErrorCode, type Problem } from '@app/contracts';
import { nearestShared } from '@app/database';
import type { EntityManager } from 'typeorm';
import { grouped } from '../stays/grouped.js';
import { placesMeant, type PlaceRow, workersMeant, type WorkerRow } from './check-ins.queries.js';
import type { Wish } from './wish.js';

/** A wish with the worker and the place it means. */
export interface Meant {
  wish: Wish;
  worker: WorkerRow;
  place: PlaceRow;
}

export interface Resolved {
  meant: Meant[];
  unmet: { wish: Wish; problem: Problem }[];
}

const present = <T>(values: (T | undefined)[]): T[] => [...new Set(values.filter((value) => value !== undefined))];

/**
 * Finds the workers and places that check-ins mean, whatever their number, in two statements.
 * Problems: unknown_worker, unknown_place (foreign and absent alike), unknown_code (never given out, or revoked).
 */
export async function resolve(manager: EntityManager, actor: Actor, wishes: readonly Wish[]): Promise<Resolved> {
  const workerOf = await workersOf(manager, actor, wishes);
  const workers = new Map(wishes.map((wish) => [wish, workerOf(wish)]));
  const found = [...workers.values()].filter((worker) => typeof worker !== 'string');
  const placeOf = await placesOf(manager, actor, wishes, found);
  const resolved: Resolved = { meant: [], unmet: [] };
  for (const [wish, worker] of workers) {
    const place = typeof worker === 'string' ? worker : placeOf(wish, worker);
    if (typeof worker !== 'string' && typeof place !== 'string') resolved.meant.push({ wish, worker, place });
    else resolved.unmet.push({ wish, problem: problemOf(typeof place === 'string' ? place : 'unknown_place') });
  }
  return resolved;
}

async function workersOf(manager: EntityManager, actor: Actor, wishes: readonly Wish[]) {
  const ids = present(wishes.map(({ workerId }) => workerId));
  const badges = present(wishes.map(({ badge }) => badge));
  const rows = await workersMeant(manager, actor, ids, badges);
  const byId = new Map(rows.filter(({ badge }) => badge === null).map((row) => [row.id, row]));
  const byBadge = new Map(rows.map((row) => [row.badge, row]));
  return ({ workerId, badge }: Wish): WorkerRow | ErrorCode => {
    const worker = badge === undefined ? byId.get(workerId ?? '') : byBadge.get(badge);
    if (!worker) return badge === undefined ? 'unknown_worker' : 'unknown_code';
    const mine = worker.mine && (actor.role !== 'worker' || worker.id === actor.scope.workerId);
    return mine ? worker : 'unknown_worker';
  };
}

/** Within the worker's organisation first, then among the shared places; a guard of one site sees no other site. */
async function placesOf(manager: EntityManager, actor: Actor, wishes: readonly Wish[], workers: readonly WorkerRow[]) {
  const organisationIds = present(workers.map(({ organisationId }) => organisationId));
  const codes = present(wishes.map(({ placeCode }) => placeCode));
  const tokens = present(wishes.map(({ token }) => token));
  const rows = await placesMeant(manager, organisationIds, codes, tokens);
  const byToken = new Map(rows.map((row) => [row.token, row]));
  const byCode = grouped(
    rows.filter(({ token }) => token === null),
    ({ code }) => code,
  );
  const meantBy = ({ placeCode, token }: Wish, worker: WorkerRow): PlaceRow | undefined => {
    if (token !== undefined) return byToken.get(token);
    const named = byCode.get(placeCode ?? '') ?? [];
    const own = named.find(({ organisationId }) => organisationId === worker.organisationId);
    return own ?? nearestShared(named, worker.unitPath);
  };
  const { siteId } = actor.scope;
  return (wish: Wish, worker: WorkerRow): PlaceRow | ErrorCode => {
    const place = meantBy(wish, worker);
    if (!place) return wish.token === undefined ? 'unknown_place' : 'unknown_code';
    const foreign = place.organisationId !== null && place.organisationId !== worker.organisationId;
    const elsewhere = siteId !== undefined && place.siteId !== null && place.siteId !== siteId;
    return foreign || elsewhere ? 'unknown_place' : place;
  };
}
