import { EVIDENCE, type Evidence } from '../evidence.js';
import { type Span, union } from './intervals.js';
import { cutOut } from '../days/isolations.js';
import { eachProximity } from '../days/proximity.js';
import { sharedTimes, type Stay, staysOf } from './shared-times.js';
import type { StayIndex } from '../days/stay-index.js';
import { ALWAYS, NEVER, toEpoch } from '../time.js';
import type { Piece } from '../types.js';

/** Persons whose stays are kept: a line mate is a source of its whole line. */
const KEPT = 20_000;

/**
 * Finds the pieces of pairs: for every place the time that both spent there, without the time they shared a place inside
 * it; isolation cut out. Of the classed places that two stays have in common the innermost of class near is named, else
 * the innermost of class room. Proximity is listed beside the places.
 */
export class PieceFinder {
  private readonly kept = new Map<number, Stay[]>();

  constructor(private readonly index: StayIndex) {}

  /** The pieces of a pair within [low, high), column time; by time. */
  of(a: number, b: number, low: number, high: number): Piece[] {
    const { index } = this;
    const [ofA, ofB] = [this.staysOf(a), this.staysOf(b)];
    const pieces: Piece[] = [];
    for (const [place, spans] of sharedTimes(index.tree, ofA, ofB, low, high)) {
      const at = { place, kind: index.tree.places.kind[place]!, class: index.tree.classOf(place)! };
      for (const [from, to] of spans) {
        const evidence = evidenceOf(index, place, [ofA, ofB], from, to);
        pieces.push({ ...at, from: toEpoch(from), to: toEpoch(to), evidence });
      }
    }
    if (index.proximity.length > 0) {
      for (const [from, to] of union(outsideIsolation(index, a, b, proximityOf(index, a, b, low, high)))) {
        const times = { from: toEpoch(from), to: toEpoch(to) };
        pieces.push({ place: -1, kind: 'proximity', class: 'near', ...times, evidence: [] });
      }
    }
    return pieces.sort((x, y) => x.from - y.from || x.to - y.to || x.place - y.place);
  }

  private staysOf(person: number): Stay[] {
    let stays = this.kept.get(person);
    if (stays) return stays;
    if (this.kept.size >= KEPT) this.kept.clear();
    this.kept.set(person, (stays = staysOf(this.index, person, ALWAYS, NEVER)));
    return stays;
  }
}

function outsideIsolation(index: StayIndex, a: number, b: number, spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  const [cutsOfA, cutsOfB] = [index.isolations.of(a) ?? [], index.isolations.of(b) ?? []];
  for (const [low, high] of spans) {
    cutOut(low, high, cutsOfA, (from, to) => cutOut(from, to, cutsOfB, (x, y) => out.push([x, y])));
  }
  return out;
}

function evidenceOf(index: StayIndex, place: number, both: readonly Stay[][], from: number, to: number): Evidence[] {
  const found = new Set<Evidence>();
  for (const stays of both) {
    for (const stay of stays) {
      if (stay.from >= to) break;
      if (stay.to > from && (stay.place === place || index.tree.contains(place, stay.place)))
        found.add(EVIDENCE[stay.evidence]!);
    }
  }
  return [...found].sort();
}

function proximityOf(index: StayIndex, a: number, b: number, low: number, high: number): Span[] {
  const spans: Span[] = [];
  eachProximity(index.proximity, a, low, high, (other, from, to) => other === b && spans.push([from, to]));
  return spans;
}
