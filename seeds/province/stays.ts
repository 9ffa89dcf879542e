import { MOST_STAYS, planDay, type Add } from './day-plan.js';
import type { PlannedOrganisation } from './organisations.js';
import { subjectOf } from './subject.js';
import type { StayRow } from './types.js';
import type { World } from './world.js';

/**
 * Stays of one organisation, worker by worker and day by day. A row is overwritten once the generator goes on: at
 * eleven million rows their allocation would cost more than their making.
 */
export function* stays(world: World, planned: PlannedOrganisation, day?: number): Generator<StayRow> {
  const rows = Array.from({ length: MOST_STAYS }, (): StayRow => ({
    worker: 0,
    workerCode: '',
    placeCode: '',
    from: 0,
    to: 0,
    evidence: 'scan',
  }));
  let count = 0;
  const add: Add = (placeCode, from, to, evidence) => {
    const row = rows[count++];
    if (!row) throw new RangeError(`more than ${MOST_STAYS} stays in a day`);
    row.placeCode = placeCode;
    row.from = from;
    row.to = to;
    row.evidence = evidence;
  };
  const [first, last] = day === undefined ? [0, world.calendar.last] : [day, day];
  for (let worker = 0; worker < planned.layout.size; worker++) {
    const subject = subjectOf(world, planned, worker);
    for (const row of rows) {
      row.worker = worker;
      row.workerCode = subject.workerCode;
    }
    for (let today = first; today <= last; today++) {
      count = 0;
      planDay(world, subject, today, add);
      for (let at = 0; at < count; at++) yield rows[at] as StayRow;
    }
  }
}
