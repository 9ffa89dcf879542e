import type { CheckInResult, Decision } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { Ruling } from '../gate/decide.js';
import { rulingsOn } from '../gate/rulings.js';
import { LONGEST_SCANNED } from '../stays/derive-stays.js';
import { grouped } from '../stays/grouped.js';
import { isInside } from '../stays/inside.js';
import type { PlaceEvent, PlaceFacts } from '../stays/place-event.js';
import { placeFacts } from '../stays/place-facts.queries.js';
import { type EarlierRow, earlierCheckIns } from './check-ins.queries.js';
import type { Meant } from './references.js';
import { replayedCodes } from './replayed-codes.js';

/** A check-in as it will be stored. */
export interface Decided extends Meant {
  direction: 'in' | 'out';
  result: CheckInResult;
  decision: Decision;
  reasons: string[];
}

/** Applies the rules at the gate to each, then tells which way a `scan` went. */
export async function decideAll(manager: EntityManager, meant: readonly Meant[]): Promise<Decided[]> {
  const replayed = await replayedCodes(manager, meant);
  const passages = meant.map(({ worker, place, wish }) => ({
    ...{ workerNo: worker.no, siteId: place.siteId, at: wish.at, codeReplayed: replayed.has(wish) },
  }));
  const rulings = await rulingsOn(manager, passages);
  const decided = meant.map((one, index): Decided => {
    const direction = one.wish.direction === 'out' ? 'out' : 'in';
    const ruled = rulings[index]!;
    return { ...one, direction, ...(one.wish.uncertain ? atSomeTime(ruled) : ruled) };
  });
  await tellScans(manager, decided);
  return decided;
}

/** It was somebody, but who knows when. */
const atSomeTime = ({ decision, reasons }: Ruling): Ruling => ({
  result: 'flagged',
  decision: decision === 'allow' ? 'warn' : decision,
  reasons: [...reasons, 'time_uncertain'],
});

/** A scan is out when the worker is inside by what is stored and by what came in the same batch before it. */
async function tellScans(manager: EntityManager, decided: readonly Decided[]): Promise<void> {
  const scans = decided.filter(({ wish }) => wish.direction === 'scan');
  if (scans.length === 0) return;
  const asked = scans.map(({ worker, wish }) => ({ workerNo: worker.no, at: wish.at }));
  const stored = await earlierCheckIns(manager, asked, LONGEST_SCANNED);
  const nos = [...stored.map(({ placeNo }) => placeNo), ...decided.map(({ place }) => place.no)];
  const facts = await placeFacts(manager, nos);
  const storedOf = grouped(stored, ({ workerNo }) => workerNo);
  for (const [workerNo, own] of grouped(decided, ({ worker }) => worker.no))
    tellOne(own, storedOf.get(workerNo) ?? [], facts);
}

function tellOne(own: Decided[], stored: readonly EarlierRow[], facts: ReadonlyMap<number, PlaceFacts>): void {
  const event = (placeNo: number, direction: 'in' | 'out', at: number): PlaceEvent[] => {
    const place = facts.get(placeNo);
    return place ? [{ place, direction, at }] : [];
  };
  const events = stored.flatMap(({ placeNo, direction, at }) => event(placeNo, direction, at));
  for (const one of own.sort((a, b) => a.wish.at - b.wish.at)) {
    const place = facts.get(one.place.no);
    if (one.wish.direction === 'scan' && place) one.direction = isInside(events, place, one.wish.at) ? 'out' : 'in';
    if (one.decision !== 'stop') events.push(...event(one.place.no, one.direction, one.wish.at));
  }
}
