import { type Span, subtract, union } from './intervals.js';
import { cutOut } from '../days/isolations.js';
import { LONGEST_DAY } from '../days/packed.js';
import { PersonStays } from '../days/person-stays.js';
import type { PlaceTree } from '../days/place-tree.js';
import type { StayIndex } from '../days/stay-index.js';
import { ALWAYS, NEVER } from '../time.js';

/** A stay, or what isolation left of it, in column time. */
export interface Stay {
  readonly place: number;
  readonly from: number;
  readonly to: number;
  /** Evidence code. */
  readonly evidence: number;
}

/** The stays of a person, cut to [low, high) (column time), their isolation cut out; ascending by start. */
export function staysOf(index: StayIndex, person: number, low: number, high: number): Stay[] {
  const stays = new PersonStays(index);
  stays.load(person, low, high);
  const cuts = index.isolations.of(person) ?? [];
  const out: Stay[] = [];
  for (let i = 0; i < stays.count; i++) {
    const packed = stays.placeAndEvidence.data[i]!;
    const [start, end] = [Math.max(stays.from.data[i]!, low), Math.min(stays.to.data[i]!, high)];
    cutOut(start, end, cuts, (from, to) => out.push({ place: packed >> 3, from, to, evidence: packed & 7 }));
  }
  return out.sort((a, b) => a.from - b.from);
}

/** Seconds between two stays; negative where they overlap. */
export function gapBetween(x: Stay, y: Stay): number {
  return Math.max(x.from, y.from) - Math.min(x.to, y.to);
}

/** Calls `visit` for every two stays at most `gap` seconds apart that share a classed place, with the one they are named for. */
export function eachShared(
  tree: PlaceTree,
  ofA: readonly Stay[],
  ofB: readonly Stay[],
  gap: number,
  visit: (place: number, x: Stay, y: Stay) => void,
): void {
  // no stay is longer than a day is: those that begin too early for one are too early for all that follow
  let first = 0;
  for (const x of ofA) {
    while (first < ofB.length && ofB[first]!.from + LONGEST_DAY + gap < x.from) first++;
    for (let i = first; i < ofB.length && ofB[i]!.from - x.to <= gap; i++) {
      const y = ofB[i]!;
      if (gapBetween(x, y) > gap) continue;
      const place = tree.innermostCommon(x.place, y.place);
      if (place >= 0) visit(place, x, y);
    }
  }
}

/**
 * By place the time within [low, high) that two persons both spent there, without the time they shared a place inside it.
 * Of the classed places that two stays have in common the innermost of class near is named, else the innermost of class
 * room.
 */
export function sharedTimes(
  tree: PlaceTree,
  ofA: readonly Stay[],
  ofB: readonly Stay[],
  low = ALWAYS,
  high = NEVER,
): Map<number, Span[]> {
  const raw = new Map<number, Span[]>();
  eachShared(tree, ofA, ofB, -1, (place, x, y) => {
    const span: Span = [Math.max(x.from, y.from, low), Math.min(x.to, y.to, high)];
    if (span[0] >= span[1]) return;
    const spans = raw.get(place);
    if (spans) spans.push(span);
    else raw.set(place, [span]);
  });
  const named = new Map<number, Span[]>();
  for (const [place, spans] of raw) {
    const inside =
      raw.size === 1 ? [] : [...raw].flatMap(([other, within]) => (tree.contains(place, other) ? within : []));
    const rest = subtract(union(spans), union(inside));
    if (rest.length > 0) named.set(place, rest);
  }
  return named;
}
