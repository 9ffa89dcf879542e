import { dayNumberOfDate } from '@app/contracts';
import { union } from '@app/contact-graph';
import type { Rostered } from '../rosters/rosters.queries.js';
import type { DayWorld } from './day-world.js';
import { staysOfDay } from './derived-day.js';
import type { DerivedStay } from './derive-stays.js';
import { expectedEndOf } from './expected-end.js';
import { fillIns } from './filling/fill-ins.js';
import type { DerivedRow } from './stay-derivation.queries.js';
import { type ShiftOn, shiftEndOf } from './shifts.js';

/** The stays of everybody of whom there are check-ins or a roster, on the day of a world. */
export function staysOfWorkers(world: DayWorld): DerivedRow[] {
  const rows: DerivedRow[] = [];
  const workerNos = new Set([...world.events.keys(), ...world.rostered.keys()]);
  for (const workerNo of workerNos) for (const stay of staysOfWorker(workerNo, world)) rows.push({ ...stay, workerNo });
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
