import { EVIDENCE, type Evidence } from './evidence.js';
import { type Span, subtract, union } from './intervals.js';
import { cutOut } from './isolations.js';
import { PersonStays } from './person-stays.js';
import { eachProximity } from './proximity.js';
import type { StayIndex } from './stay-index.js';
import { toEpoch } from './time.js';
import type { Piece } from './types.js';

/** A stay as it was given, in column time. */
interface Stay {
  readonly place: number;
  readonly from: number;
  readonly to: number;
  readonly evidence: number;
}

/**
 * The pieces of a pair within [low, high), column time: for every place the time that both spent there, without the
 * time they shared a place inside it; isolation cut out. Of the classed places that two stays have in common the
 * innermost of class near is named, else the innermost of class room. Proximity is listed beside the places.
 */
export function piecesOf(index: StayIndex, a: number, b: number, low: number, high: number): Piece[] {
  const [ofA, ofB] = [staysOf(index, a, low, high), staysOf(index, b, low, high)];
  const shared = sharedTimes(index, ofA, ofB, low, high);
  const cut = (spans: readonly Span[]): Span[] => outsideIsolation(index, a, b, spans);
  const pieces: Piece[] = [];
  for (const [place, spans] of shared) {
    const inside = [...shared].flatMap(([other, within]) => (index.tree.contains(place, other) ? within : []));
    for (const [from, to] of cut(subtract(spans, union(inside)))) {
      const evidence = evidenceOf(index, place, [...ofA, ...ofB], from, to);
      const at = { place, kind: index.tree.places.kind[place]!, class: index.tree.classOf(place)! };
      pieces.push({ ...at, from: toEpoch(from), to: toEpoch(to), evidence });
    }
  }
  for (const [from, to] of union(cut(proximityOf(index, a, b, low, high)))) {
    pieces.push({ place: -1, kind: 'proximity', class: 'near', from: toEpoch(from), to: toEpoch(to), evidence: [] });
  }
  return pieces.sort((x, y) => x.from - y.from || x.to - y.to || x.place - y.place);
}

function staysOf(index: StayIndex, person: number, low: number, high: number): Stay[] {
  const stays = new PersonStays(index);
  stays.load(person, low, high);
  return Array.from({ length: stays.count }, (_, i) => {
    const packed = stays.placeAndEvidence.data[i]!;
    return { place: packed >> 3, from: stays.from.data[i]!, to: stays.to.data[i]!, evidence: packed & 7 };
  });
}

/** By named place: the united time of the pairs of stays that it is named for. */
function sharedTimes(index: StayIndex, ofA: readonly Stay[], ofB: readonly Stay[], low: number, high: number) {
  const raw = new Map<number, Span[]>();
  for (const x of ofA) {
    for (const y of ofB) {
      const span: Span = [Math.max(x.from, y.from, low), Math.min(x.to, y.to, high)];
      if (span[0] >= span[1]) continue;
      const place = index.tree.innermostCommon(x.place, y.place);
      if (place < 0) continue;
      const spans = raw.get(place);
      if (spans) spans.push(span);
      else raw.set(place, [span]);
    }
  }
  return new Map([...raw].map(([place, spans]) => [place, union(spans)]));
}

function outsideIsolation(index: StayIndex, a: number, b: number, spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  const [cutsOfA, cutsOfB] = [index.isolations.of(a) ?? [], index.isolations.of(b) ?? []];
  for (const [low, high] of spans) {
    cutOut(low, high, cutsOfA, (from, to) => cutOut(from, to, cutsOfB, (x, y) => out.push([x, y])));
  }
  return out;
}

function evidenceOf(index: StayIndex, place: number, stays: readonly Stay[], from: number, to: number): Evidence[] {
  const at = (stay: Stay): boolean => stay.place === place || index.tree.contains(place, stay.place);
  const touching = stays.filter((stay) => stay.from < to && stay.to > from && at(stay));
  return [...new Set(touching.map((stay) => EVIDENCE[stay.evidence]!))].sort();
}

function proximityOf(index: StayIndex, a: number, b: number, low: number, high: number): Span[] {
  const spans: Span[] = [];
  eachProximity(index.proximity, a, low, high, (other, from, to) => other === b && spans.push([from, to]));
  return spans;
}
