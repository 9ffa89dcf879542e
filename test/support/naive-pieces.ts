import type { AnswerPiece } from './engine-answer.js';
import { intersection, minus, type Spans, united } from './naive-intervals.js';
import type { World } from './worlds.js';

/**
 * The pieces of a pair in an interval, second by second of thought: a place is named for the time that both spent there,
 * less the time they shared a place inside it, and (of class room) less the time they shared a near place around it.
 */
export function naivePieces(world: World, a: string, b: string, open: Spans[0], cut: Spans): AnswerPiece[] {
  const byId = new Map(world.places.map((place) => [place.id, place]));
  const within = (inner: string, outer: string): boolean => {
    let at: string | null = inner;
    while (at !== null && at !== outer) at = byId.get(at)!.parent;
    return at !== null;
  };
  const classOf = (id: string) => world.preset.classes?.[byId.get(id)!.kind] ?? null;
  const staysAt = (worker: string, place: string) =>
    world.stays.filter((stay) => stay.worker === worker && within(stay.place, place));
  const spansAt = (worker: string, place: string): Spans =>
    united(staysAt(worker, place).map(({ from, to }) => [from, to]));
  const shared = (place: string): Spans => intersection(intersection(spansAt(a, place), spansAt(b, place)), [open]);

  const pieces: AnswerPiece[] = [];
  for (const { id, kind } of world.places) {
    const distance = classOf(id);
    if (distance === null) continue;
    const rivals = [...byId.keys()].filter((other) => {
      if (other === id || classOf(other) === null) return false;
      if (within(other, id)) return distance === 'room' || classOf(other) === 'near';
      return within(id, other) && distance === 'room' && classOf(other) === 'near';
    });
    const named = minus(minus(shared(id), united(rivals.flatMap(shared))), cut);
    for (const [from, to] of named) {
      const touching = [...staysAt(a, id), ...staysAt(b, id)].filter((stay) => stay.from < to && stay.to > from);
      const evidence = [...new Set(touching.map((stay) => stay.evidence))].sort();
      pieces.push({ place: id, kind, class: distance, from, to, evidence });
    }
  }
  const records = world.proximity.flatMap((record): Spans =>
    [record.a, record.b].sort().join() === [a, b].sort().join() ? [[record.from, record.to]] : [],
  );
  for (const [from, to] of minus(intersection(united(records), [open]), cut)) {
    pieces.push({ place: null, kind: 'proximity', class: 'near', from, to, evidence: [] });
  }
  const position = ({ place }: AnswerPiece): number => world.places.findIndex(({ id }) => id === place);
  return pieces.sort((x, y) => x.from - y.from || x.to - y.to || position(x) - position(y));
}
