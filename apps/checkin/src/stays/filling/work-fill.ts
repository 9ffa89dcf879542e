import { type Span, subtract, union } from '@app/contact-graph';
import type { DerivedStay } from '../derive-stays.js';
import { hoursOn } from '../../rosters/shift-hours.js';
import { type Duty, isTimed } from './duties.js';
import { inDay, type Known, staysOf, takenFor } from './known.js';
import { isFor, type Schedules } from './schedules.js';
import { isPassage, mayBeAt, type Sign, signsOf } from './signs.js';

interface Wish {
  placeNo: number;
  span: Span;
  /** Whoever is there is nowhere else; a roamer may be at any place of a route without times. */
  isSole: boolean;
}

/**
 * Where a duty puts somebody: at the timed stops of a route, at the sittings of the shift, else on the line and at the
 * stops that have no time. What comes first cuts the rest; what scans say cuts all.
 * @param signs those of the duty
 * @param claimed when somebody is on the way
 */
export function workOf(
  duty: Duty,
  signs: readonly Sign[],
  claimed: readonly Span[],
  known: Known,
  schedules: Schedules,
): DerivedStay[] {
  const stays: DerivedStay[] = [];
  let free = subtract(inDay([duty.start, duty.end], known.bounds), union(claimed));
  if (free.length === 0) return [];
  for (const { placeNo, span, isSole } of wishesOf(duty, schedules)) {
    const place = schedules.placeOf(placeNo);
    const siteId = place.siteId ?? duty.siteId;
    if (siteId === null) continue;
    const told = signsOf(siteId, signs);
    if (!duty.isAll && !told.some(isPassage)) continue;
    const there = mayBeAt({ place, siteId, isAll: duty.isAll }, span, told);
    const spans = subtract(common(there, free), takenFor(place, known, schedules));
    stays.push(...staysOf(placeNo, spans, 'roster'));
    if (isSole) free = subtract(free, spans);
  }
  return stays;
}

/** Strongest first. */
function wishesOf(duty: Duty, { sittingsOn, placeOf }: Schedules): Wish[] {
  const whole: Span = [duty.start, duty.end];
  const timed = duty.stops.filter(isTimed).map((stop) => {
    const { start, end } = hoursOn(stop, duty.day);
    return { placeNo: stop.placeNo, span: [start, end] as const, isSole: true };
  });
  const isOurs = ({ placeNo }: { placeNo: number }): boolean =>
    [null, duty.siteId].includes(placeOf(placeNo).siteId) && duty.shift !== null;
  const sittings = sittingsOn(duty.day).filter((one) => isFor(duty.shift, one) && isOurs(one));
  const places = duty.stops.filter((stop) => !isTimed(stop)).map(({ placeNo }) => placeNo);
  if (duty.placeNo !== null) places.push(duty.placeNo);
  return [
    ...timed,
    ...sittings.map(({ placeNo, start, end }) => ({ placeNo, span: [start, end] as const, isSole: true })),
    ...[...new Set(places)].map((placeNo) => ({ placeNo, span: whole, isSole: false })),
  ];
}

const common = (a: readonly Span[], b: readonly Span[]): Span[] => subtract(a, subtract(a, b));
