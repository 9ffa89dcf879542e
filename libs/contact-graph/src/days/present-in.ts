import type { Interval } from '../traces/case-window.js';
import { cutOut } from './isolations.js';
import { fromIn, toIn } from './packed.js';
import { Presence } from './presence.js';
import { eachProximity } from './proximity.js';
import type { StayIndex } from './stay-index.js';
import { toColumnBound } from '../time.js';

/**
 * Everybody who was somewhere in an interval (epoch seconds), ascending: who stayed at a place or in what it contains or,
 * where no place is given, who stayed anywhere or was near somebody. Time in isolation is cut out.
 */
export function presentIn(index: StayIndex, interval: Interval, place?: number): Int32Array {
  const { tree, personCount, isolations } = index;
  const [low, high] = [toColumnBound(interval.from), toColumnBound(interval.to)];
  const counts = (other: number): boolean => place === undefined || other === place || tree.contains(place, other);
  const presence = new Presence(
    index,
    Int32Array.from({ length: tree.count }, (_, other) => (counts(other) ? 0 : -1)),
  );
  const found = new Int32Array(personCount);
  let count = 0;
  for (let person = 0; person < personCount; person++) {
    if (place === undefined && isolations.of(person) === undefined && stayed(index, person, low, high)) {
      found[count++] = person;
      continue;
    }
    presence.load(person, low, high);
    if (presence.count > 0 || (place === undefined && wasNear(index, person, low, high))) found[count++] = person;
  }
  return found.slice(0, count);
}

/** Whether any stay overlaps [low, high), column time; isolation is not cut out. */
function stayed({ parts }: StayIndex, person: number, low: number, high: number): boolean {
  return parts.some(({ base, end, stays: { start, words }, hidden }) => {
    if (base >= high || end <= low || person + 1 >= start.length || hidden?.[person] === 1) return false;
    for (let i = start[person]!; i < start[person + 1]!; i++) {
      const [word, times] = [words[2 * i]!, words[2 * i + 1]!];
      if (base + fromIn(word, times) < high && base + toIn(word, times) > low) return true;
    }
    return false;
  });
}

/** Bounds are column times. */
function wasNear({ proximity, isolations }: StayIndex, person: number, low: number, high: number): boolean {
  const cuts = isolations.of(person) ?? [];
  let near = false;
  eachProximity(proximity, person, low, high, (_, from, to) => cutOut(from, to, cuts, () => (near = true)));
  return near;
}
