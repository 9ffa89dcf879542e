import { dayNumberOfDate } from '@app/contracts';
import { union } from '@app/contact-graph';
import { setImmediate as turn } from 'node:timers/promises';
import type { Rostered } from '../rosters/rosters.queries.js';
import type { DayWorld } from './day-world.js';
import { staysOfDay } from './derived-day.js';
import type { DerivedStay } from './derive-stays.js';
import { expectedEndOf } from './expected-end.js';
import { fillIns } from './filling/fill-ins.js';
import type { DerivedRow } from './stay-derivation.queries.js';
import { type ShiftOn, shiftEndOf } from './shifts.js';

/** So long at a stretch; then requests have their turn. */
const STRETCH_MS = 5;

/** The stays of everybody of whom there are check-ins or a roster, on the day of a world. */
export async function staysOfWorkers(world: DayWorld): Promise<DerivedRow[]> {
  const rows: DerivedRow[] = [];
  const workerNos = new Set([...world.events.keys(), ...world.rostered.keys()]);
  let until = performance.now() + STRETCH_MS;
  for (const workerNo of workerNos) {
    for (const stay of staysOfWorker(workerNo, world)) rows.push({ ...stay, workerNo });
    if (performance.now() < until) continue;
    await turn();
    until = performance.now() + STRETCH_MS;
  }
  return rows;
}

function staysOfWorker(workerNo: number, world: DayWorld): DerivedStay[] {
  const events = world.events.get(workerNo) ?? [];
  const rostered = world.rostered.get(workerNo) ?? [];
  const signs = events.map(({ placeNo, direction, at, stopped }) => ({
    ...{ place: world.placeOf(placeNo), direction, at, stopped },
  }));
  const shiftEnd = shiftEndOf(shiftOf(rostered), world.hoursOf);
  const expectedEnd = expectedEndOf(shiftEnd, world.tripsOn, world.sittingsOn);
  const accepted = signs.filter(({ stopped }) => !stopped);
  const scanned = staysOfDay(accepted, expectedEnd, world.bounds);
  const apart = union((world.apart.get(workerNo) ?? []).map(({ from, to }) => [from, to ?? Infinity] as const));
  const imported = world.imported.get(workerNo) ?? [];
  const known = { workerNo, signs, certain: [...scanned, ...imported], rostered, apart, expectedEnd };
  return [...scanned, ...fillIns(known, world, world.bounds)];
}

export const isScanned = ({ evidence }: DerivedStay): boolean => evidence === 'scan' || evidence === 'scan-inferred';

function shiftOf(rostered: readonly Rostered[]): ShiftOn {
  const shifts = new Map(rostered.map(({ day, shift }) => [dayNumberOfDate(day), shift ?? undefined]));
  return (day) => shifts.get(day);
}
