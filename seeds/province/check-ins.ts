import { dayBits, jitter } from './attendance.js';
import { MINUTE } from './calendar.js';
import { workingTime } from './day-plan.js';
import type { PlannedOrganisation } from './organisations.js';
import { mix } from './random.js';
import { shiftWorked, subjectOf } from './subject.js';
import type { CheckInRow } from './types.js';
import type { World } from './world.js';

/**
 * Scans of the last day: in at the gate, in and out at the line, out at the gate. Worker by worker, in order of time;
 * the one row is overwritten at every step.
 */
export function* checkIns(world: World, planned: PlannedOrganisation): Generator<CheckInRow> {
  const day = world.calendar.last;
  const midnight = world.calendar.start(day);
  const row: CheckInRow = { worker: 0, workerCode: '', placeCode: '', point: 'gate', direction: 'in', at: 0 };
  const scan = (point: CheckInRow['point'], direction: CheckInRow['direction'], placeCode: string, at: number) => {
    row.point = point;
    row.direction = direction;
    row.placeCode = placeCode;
    row.at = midnight + at;
    return row;
  };
  for (let worker = 0; worker < planned.layout.size; worker++) {
    const subject = subjectOf(world, planned, worker);
    const bits = dayBits(world, subject.record, day);
    const shift = shiftWorked(world, subject, day, bits);
    if (shift === null) continue;
    const [from, to] = workingTime(subject, shift, bits);
    const more = mix(bits, 56);
    row.worker = worker;
    row.workerCode = subject.workerCode;
    yield scan('gate', 'in', subject.workPlace.gateCode, from - 2 * MINUTE - jitter(more, 0, 4 * MINUTE));
    yield scan('line', 'in', subject.workPlace.code, from);
    yield scan('line', 'out', subject.workPlace.code, to);
    yield scan('gate', 'out', subject.workPlace.gateCode, to + MINUTE + jitter(more, 8, 4 * MINUTE));
  }
}
