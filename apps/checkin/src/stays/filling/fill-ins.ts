import { type Span, union } from '@app/contact-graph';
import { dateOfDayNumber, localDayNumber } from '@app/contracts';
import type { Rostered } from '../../rosters/rosters.queries.js';
import type { DerivedStay } from '../derive-stays.js';
import { type DayBounds, windowOf } from '../derived-day.js';
import type { ExpectedEnd } from '../expected-end.js';
import { EARLY } from '../shifts.js';
import { dutiesOf, type Duty } from './duties.js';
import { type Known, type PlacedSpan, staysOf } from './known.js';
import { residenceOf } from './residence.js';
import type { Schedules } from './schedules.js';
import { insideSites, type Sign, signsInOrder } from './signs.js';
import { tripsOf } from './trips.js';
import { workOf } from './work-fill.js';

/** One worker, as far as it matters for a day. */
export interface Filled {
  workerNo: number;
  /** Check-ins of any order, also such that were stopped. */
  signs: readonly Sign[];
  /** Where they, and stays that were imported, say that somebody was on the day. */
  certain: readonly PlacedSpan[];
  rostered: readonly Rostered[];
  apart: readonly Span[];
  expectedEnd: ExpectedEnd;
}

/**
 * What rosters add on a day to what one worker's check-ins amount to: line, canteen and route during the shift (evidence
 * `roster`) and rides (`transport`) of whoever was seen at the site or, by the site's setting, of all; the room off shift
 * (`residence`) of whoever was seen that day or within 16 h before it, or of all. Scans and imported stays win. Of
 * check-ins it depends on the set of those within 16 h of the day alone.
 */
export function fillIns(
  { workerNo, signs, certain, rostered, apart, expectedEnd }: Filled,
  schedules: Schedules,
  bounds: DayBounds,
): DerivedStay[] {
  const window = windowOf(bounds);
  const near = signsInOrder(signs.filter(({ at }) => at >= window.from && at < window.to));
  if (near.length === 0 && !rostered.some(({ fill }) => fill === 'all')) return [];
  const known: Known = { bounds, signs: near, certain, apart, inside: insideSites(near, expectedEnd) };
  const today = localDayNumber(bounds.start);
  const duties = dutiesOf(workerNo, [today - 2, today - 1, today, today + 1], rostered, schedules);
  const during = ({ start, end }: Duty): Sign[] => near.filter(({ at }) => at >= start - EARLY && at < end);
  const trips = duties.flatMap((duty) => tripsOf(duty, during(duty), known, schedules));
  const rides = trips.map(({ from, to }) => [from, to] as const);
  const work = duties.flatMap((duty) => workOf(duty, during(duty), rides, known, schedules));
  const stays = [...trips, ...work];
  const date = dateOfDayNumber(today);
  const { roomNo = null, fill = null } = rostered.find(({ day }) => day === date) ?? {};
  const isHere = fill === 'all' || near.some(({ at, stopped }) => !stopped && at < bounds.end);
  if (roomNo !== null && isHere) stays.push(...residenceOf(roomNo, duties, rides, known, schedules));
  return joined(stays);
}

/** Of one place and evidence one after the other. */
function joined(stays: readonly DerivedStay[]): DerivedStay[] {
  const groups = new Map<string, DerivedStay[]>();
  for (const stay of stays) {
    const key = `${stay.placeNo} ${stay.evidence}`;
    groups.set(key, [...(groups.get(key) ?? []), stay]);
  }
  return [...groups.values()].flatMap((group) => {
    const spans = union(group.map(({ from, to }) => [from, to] as const));
    return staysOf(group[0]!.placeNo, spans, group[0]!.evidence);
  });
}
