import type { BackwardQuestion, CommonPlace } from './backward-types.js';
import type { PlaceTree } from '../days/place-tree.js';
import { eachShared, gapBetween, sharedTimes, type Stay, staysOf } from '../explaining/shared-times.js';
import type { StayIndex } from '../days/stay-index.js';
import { toColumnBound, toEpoch } from '../time.js';
import type { IndexCase } from '../types.js';

/** What ties persons at one place, in column time: time together, or the narrowest gap between their stays. */
interface Tie {
  overlap: number;
  gap: number;
  first: number;
  last: number;
}

/**
 * Finds the places that tie index persons to each other (contact-rules section 8). Whatever class a place has counts, used
 * by the preset or not: there are few places, and a canteen may be the answer.
 */
export class CommonPlaces {
  private readonly added: { readonly person: number; readonly stays: readonly Stay[] }[] = [];
  private readonly tied = new Map<number, { readonly persons: Set<number>; readonly tie: Tie }>();
  private readonly lingerSeconds: number;

  /** @param windows in the order of their persons' codes, none empty */
  constructor(
    private readonly question: Pick<BackwardQuestion, 'preset' | 'listedAs'>,
    private readonly windows: readonly IndexCase[],
  ) {
    this.lingerSeconds = question.preset.airLingerMinutes * 60;
  }

  /** Ties a person, whose stays at classed places the index has to hold, to those added before. */
  add(index: StayIndex, { person, from, to }: IndexCase): void {
    const stays = staysOf(index, person, toColumnBound(from), toColumnBound(to));
    for (const other of this.added) {
      for (const [place, tie] of tiesOf(index.tree, other.stays, stays, this.lingerSeconds)) {
        this.tie(this.question.listedAs?.[place] ?? place, tie, other.person, person);
      }
    }
    this.added.push({ person, stays });
  }

  /** By number of persons, then time together, both falling, then number of the place. */
  ranked(): CommonPlace[] {
    return [...this.tied]
      .map(([place, { persons, tie }]) => ({
        place,
        persons: this.windows.flatMap(({ person }) => (persons.has(person) ? [person] : [])),
        overlapSeconds: tie.overlap,
        gapSeconds: tie.gap,
        firstAt: toEpoch(tie.first),
        lastAt: toEpoch(tie.last),
      }))
      .sort((a, b) => b.persons.length - a.persons.length || b.overlapSeconds - a.overlapSeconds || a.place - b.place);
  }

  private tie(place: number, tie: Tie, a: number, b: number): void {
    const known = this.tied.get(place);
    if (known) {
      join(known.tie, tie);
      known.persons.add(a).add(b);
    } else this.tied.set(place, { persons: new Set([a, b]), tie });
  }
}

/** Adds a tie to another one. */
function join(one: Tie, other: Tie): void {
  one.overlap += other.overlap;
  if (other.gap < one.gap) one.gap = other.gap;
  if (other.first < one.first) one.first = other.first;
  if (other.last > one.last) one.last = other.last;
}

/** The ties of a pair by place. A gap counts at the innermost place only, and where there is no time together. */
function tiesOf(tree: PlaceTree, ofA: readonly Stay[], ofB: readonly Stay[], lingerSeconds: number): Map<number, Tie> {
  const ties = new Map<number, Tie>();
  for (const [place, spans] of sharedTimes(tree, ofA, ofB)) {
    const overlap = spans.reduce((sum, [from, to]) => sum + to - from, 0);
    ties.set(place, { overlap, gap: 0, first: spans[0]![0], last: spans[spans.length - 1]![1] });
  }
  const gaps = narrowestGaps(tree, ofA, ofB, lingerSeconds);
  const tying = [...ties.keys(), ...gaps.keys()];
  for (const [place, gap] of gaps) {
    if (!ties.has(place) && !tying.some((other) => tree.contains(place, other))) ties.set(place, gap);
  }
  return ties;
}

/** By place the least time from one's going to the other's coming, both within its air; nothing where air does not linger. */
function narrowestGaps(
  tree: PlaceTree,
  ofA: readonly Stay[],
  ofB: readonly Stay[],
  lingerSeconds: number,
): Map<number, Tie> {
  const gaps = new Map<number, Tie>();
  if (lingerSeconds === 0) return gaps;
  eachShared(tree, ofA, ofB, lingerSeconds, (place, x, y) => {
    const gap = gapBetween(x, y);
    const known = gaps.get(place);
    if (gap < 0 || (known && gap > known.gap)) return;
    const tie = { overlap: 0, gap, first: Math.min(x.to, y.to), last: Math.max(x.from, y.from) };
    if (known?.gap === gap) join(known, tie);
    else gaps.set(place, tie);
  });
  return gaps;
}
