import { type ErrorCode, localDate, type Problem, problemOf } from '@app/contracts';
import { nearestShared, sightOf } from '@app/database';
import type { EntityManager } from 'typeorm';
import { hasLeft } from '../gate/decide.js';
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
 * Finds the workers and places that check-ins mean, whatever their number and whoever sent them, in two statements. Each
 * sender is answered out of the own scope alone.
 * Problems: code_expired, unknown_worker, unknown_place (foreign and absent alike), unknown_code (replaced by a newer
 * one), ambiguous_worker.
 */
export async function resolve(manager: EntityManager, wishes: readonly Wish[]): Promise<Resolved> {
  const workerOf = await workersOf(manager, wishes);
  const workers = new Map(wishes.map((wish) => [wish, isExpired(wish) ? 'code_expired' : workerOf(wish)]));
  const placeOf = await placesOf(manager, workers);
  const resolved: Resolved = { meant: [], unmet: [] };
  for (const [wish, worker] of workers) {
    const place = typeof worker === 'string' ? worker : placeOf(wish, worker);
    if (typeof worker !== 'string' && typeof place !== 'string') resolved.meant.push({ wish, worker, place });
    else resolved.unmet.push({ wish, problem: problemOf(typeof place === 'string' ? place : 'unknown_place') });
  }
  return resolved;
}

const isExpired = ({ code, badge }: Wish): boolean =>
  code?.expired === true || (badge !== undefined && badge.by !== 'card' && badge.expired);

async function workersOf(manager: EntityManager, wishes: readonly Wish[]) {
  const badges = present(wishes.map(({ badge }) => badge));
  const rows = await workersMeant(manager, {
    ids: present(wishes.map(({ workerId }) => workerId)),
    nos: present(badges.map((badge) => (badge.by === 'card' ? undefined : badge.no))),
    hashes: present(badges.flatMap((badge) => (badge.by === 'card' ? badge.hashes : []))),
  });
  const sees = await sightOf(
    manager,
    wishes.map(({ actor }) => actor),
  );
  const byId = new Map(rows.filter(({ by }) => by === 'id').map((row) => [row.id, row]));
  const byNo = new Map(rows.filter(({ by }) => by === 'no').map((row) => [row.no, row]));
  const byHash = grouped(
    rows.filter(({ by }) => by === 'card'),
    ({ identityHash }) => identityHash,
  );
  const meantBy = ({ actor, workerId, badge, at }: Wish): WorkerRow | ErrorCode => {
    if (!badge) return byId.get(workerId ?? '') ?? 'unknown_worker';
    if (badge.by === 'card') {
      const found = badge.hashes.map((hash) => byHash.get(hash) ?? []);
      const seen = found.map((records) => records.filter((record) => sees(actor, record)));
      return holderOf(seen, localDate(at));
    }
    const worker = byNo.get(badge.no);
    return worker && badge.isOf(worker) ? worker : 'unknown_code';
  };
  return (wish: Wish): WorkerRow | ErrorCode => {
    const worker = meantBy(wish);
    if (typeof worker === 'string') return worker;
    const { actor } = wish;
    const mine = sees(actor, worker) && (actor.role !== 'worker' || worker.id === actor.scope.workerId);
    return mine ? worker : 'unknown_worker';
  };
}

/**
 * The record of a card's holder: found by the newer of its numbers if that finds any, in the organisation in force that day
 * rather than a former one, the latest of several.
 */
function holderOf(found: readonly WorkerRow[][], day: string): WorkerRow | ErrorCode {
  const records = found.find(({ length }) => length > 0) ?? [];
  const current = records.filter((record) => !hasLeft(record, day));
  const [latest, ...others] = (current.length > 0 ? current : records).toSorted((a, b) => b.no - a.no);
  if (!latest) return 'unknown_worker';
  return others.some(({ organisationId }) => organisationId !== latest.organisationId) ? 'ambiguous_worker' : latest;
}

/** Whoever stands before a poster or screen of others with the own phone is their guest. */
const isVisit = ({ actor, code }: Wish): boolean =>
  actor.role === 'worker' && (code?.by === 'poster' || code?.by === 'screen');

/** Within the worker's organisation first, then among the shared places; a guard of one site sees no other site. */
async function placesOf(manager: EntityManager, workers: ReadonlyMap<Wish, WorkerRow | ErrorCode>) {
  const codes = [...workers].flatMap(([{ placeCode: code }, worker]) =>
    code === undefined || typeof worker === 'string' ? [] : [{ organisationId: worker.organisationId, code }],
  );
  const rows = await placesMeant(manager, { codes, nos: present([...workers.keys()].map(({ code }) => code?.no)) });
  const byNo = new Map(rows.filter(({ by }) => by === 'no').map((row) => [row.no, row]));
  const byCode = grouped(
    rows.filter(({ by }) => by === 'code'),
    ({ code }) => code,
  );
  const meantBy = ({ placeCode, code }: Wish, worker: WorkerRow): PlaceRow | undefined => {
    if (code) {
      const place = byNo.get(code.no);
      return place && code.isOf(place) ? place : undefined;
    }
    const named = byCode.get(placeCode ?? '') ?? [];
    const own = named.find(({ organisationId }) => organisationId === worker.organisationId);
    return own ?? nearestShared(named, worker.unitPath);
  };
  return (wish: Wish, worker: WorkerRow): PlaceRow | ErrorCode => {
    const place = meantBy(wish, worker);
    if (!place) return wish.code ? 'unknown_code' : 'unknown_place';
    const foreign = place.organisationId !== null && place.organisationId !== worker.organisationId && !isVisit(wish);
    const { siteId } = wish.actor.scope;
    const elsewhere = siteId !== undefined && place.siteId !== null && place.siteId !== siteId;
    return foreign || elsewhere ? 'unknown_place' : place;
  };
}
