import type { EntityManager } from 'typeorm';
import { type CodeUse, useCodes } from './code-uses.queries.js';
import type { Meant } from './references.js';
import type { Wish } from './wish.js';

/** Stands for the worker's own phone where else the place of a screen stands. */
const PHONE = 0;

/**
 * The check-ins whose rotating code the same worker had already used for another one. A screen's code serves everybody
 * who stands before it, each once; a phone's code serves once.
 */
export async function replayedCodes(manager: EntityManager, meant: readonly Meant[]): Promise<Set<Wish>> {
  const uses = meant.flatMap((one) => usesOf(one).map((use) => ({ wish: one.wish, use })));
  if (uses.length === 0) return new Set();
  const firsts = new Map<string, CodeUse>();
  for (const { use } of uses) if (!firsts.has(keyOf(use))) firsts.set(keyOf(use), use);
  const known = await useCodes(manager, [...firsts.values()]);
  const holders = new Map(known.map((use) => [keyOf(use), use.checkInId]));
  return new Set(uses.filter(({ use }) => holders.get(keyOf(use)) !== use.checkInId).map(({ wish }) => wish));
}

const keyOf = ({ workerNo, placeNo, step }: CodeUse): string => `${workerNo} ${placeNo} ${step}`;

function usesOf({ wish: { id, code, badge }, worker, place }: Meant): CodeUse[] {
  const use = (placeNo: number, step: number | null | undefined): CodeUse[] =>
    typeof step === 'number' ? [{ workerNo: worker.no, placeNo, step, checkInId: id }] : [];
  return [...use(place.no, code?.step), ...(badge?.by === 'phone' ? use(PHONE, badge.step) : [])];
}
