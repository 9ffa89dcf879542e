import { subtract, union } from '@app/contact-graph';
import type { DerivedStay } from '../derive-stays.js';
import { EARLY } from '../shifts.js';
import type { Duty } from './duties.js';
import { inDay, insideElsewhere, type Known, staysOf, takenFor } from './known.js';
import { isFor, type Schedules } from './schedules.js';
import { type Sign, signsOf, wasPresent } from './signs.js';

/** The rides of a worker with a bus to and from a duty at which the worker was present. */
export function tripsOf(duty: Duty, signs: readonly Sign[], known: Known, schedules: Schedules): DerivedStay[] {
  const { busNo, siteId, isAll } = duty;
  if (busNo === null || siteId === null) return [];
  const told = signsOf(siteId, signs);
  if (!wasPresent(siteId, told, isAll)) return [];
  const bus = schedules.placeOf(busNo);
  const taken = union([...takenFor(bus, known, schedules), ...insideElsewhere(bus, known)]);
  return schedules
    .tripsOn(duty.day, busNo)
    .filter((trip) => isFor(duty.shift, trip) && !wasMissed(trip, told))
    .flatMap(({ start, end }) => {
      return staysOf(busNo, subtract(inDay([start, end], known.bounds), taken), 'transport');
    });
}

/** Who passes the gate long after the bus has come took another one, and who went long before it leaves as well. */
function wasMissed(
  { direction, start, end }: { direction: 'outbound' | 'return'; start: number; end: number },
  told: readonly Sign[],
): boolean {
  const [first, last] = [told[0], told.at(-1)];
  if (direction === 'outbound') return first !== undefined && isInward(first) && first.at > end + EARLY;
  return last !== undefined && (last.stopped || isOutward(last)) && last.at < start - EARLY;
}

const isInward = ({ place, direction }: Sign): boolean => place.kind === 'gate' && direction === 'in';
const isOutward = ({ place, direction }: Sign): boolean => place.kind === 'gate' && direction === 'out';
