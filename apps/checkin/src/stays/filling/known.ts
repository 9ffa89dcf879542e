import { type Span, union } from '@app/contact-graph';
import type { DerivedStay } from '../derive-stays.js';
import type { DayBounds } from '../derived-day.js';
import { areNested, type PlaceFacts } from '../place-event.js';
import type { Schedules } from './schedules.js';
import type { Inside, Sign } from './signs.js';

/** Somewhere from one instant to another, in epoch seconds. */
export type PlacedSpan = Pick<DerivedStay, 'placeNo' | 'from' | 'to'>;

/** What is known of one worker on one day. */
export interface Known {
  bounds: DayBounds;
  /** Of the day's window, in order. */
  signs: readonly Sign[];
  certain: readonly PlacedSpan[];
  /** Isolation. */
  apart: readonly Span[];
  inside: readonly Inside[];
}

/** When somebody cannot be filled in at a place: it is certain there, or elsewhere on its level, or it was isolation. */
export function takenFor(place: PlaceFacts, { certain, apart }: Known, { placeOf }: Schedules): Span[] {
  const stays = certain.filter(({ placeNo }) => placeNo === place.no || !areNested(place, placeOf(placeNo)));
  return union([...apart, ...stays.map(({ from, to }) => [from, to] as const)]);
}

/** When somebody had passed a gate of a site that the place is not on. */
export const insideElsewhere = (place: PlaceFacts, { inside }: Known): Span[] =>
  inside.filter(({ siteId }) => siteId !== place.siteId).map(({ span }) => span);

export function staysOf(placeNo: number, spans: readonly Span[], evidence: DerivedStay['evidence']): DerivedStay[] {
  return spans.map(([from, to]) => ({ placeNo, from, to, evidence }));
}

/** The part of a span that lies in the day. */
export const inDay = ([from, to]: Span, { start, end }: DayBounds): Span[] => {
  const [first, last] = [Math.max(from, start), Math.min(to, end)];
  return first < last ? [[first, last]] : [];
};
