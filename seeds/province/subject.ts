import { dayBits, isAbsent, lineWorks, rideLength, shiftOf } from './attendance.js';
import type { WorkPlace } from './layout.js';
import type { PlannedOrganisation } from './organisations.js';
import type { Residence } from './shared-places.js';
import type { ShiftCode } from './types.js';
import type { World } from './world.js';

/** One record's unchanging facts, looked up once for all its days. */
export interface Subject {
  worker: number;
  workerCode: string;
  /** Number in the province. */
  record: number;
  organisation: number;
  workPlace: WorkPlace;
  /** −1 for those who come by themselves. */
  bus: number;
  busCode: string | undefined;
  /** Seconds from the worker's stop to work. */
  ride: number;
  residence: Residence | undefined;
  secondJob: boolean;
}

export function subjectOf(world: World, planned: PlannedOrganisation, worker: number): Subject {
  const { assignments, shared } = world;
  const record = planned.offset + worker;
  const bus = assignments.buses.of[record] ?? -1;
  return {
    worker,
    workerCode: `NV${String(worker + 1).padStart(5, '0')}`,
    record,
    organisation: planned.seed.index,
    workPlace: planned.layout.workPlaceOf(worker),
    bus,
    busCode: shared.busCodes[bus],
    ride: rideLength(world, record),
    residence:
      shared.dormitoryRooms[assignments.dormitoryRooms.of[record] ?? -1] ??
      shared.lodgingRooms[assignments.lodgingRooms.of[record] ?? -1],
    secondJob: assignments.persons[record] !== record,
  };
}

/** The shift worked that day, or null for a day off or an absence; `bits` are the record's for the day. */
export function shiftWorked(
  world: World,
  { record, organisation, workPlace }: Subject,
  day: number,
  bits = dayBits(world, record, day),
): ShiftCode | null {
  if (isAbsent(bits) || !lineWorks(world, organisation, workPlace.index, day)) return null;
  return shiftOf(world, record, day);
}
