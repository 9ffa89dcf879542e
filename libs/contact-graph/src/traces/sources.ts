import type { NeedEvent } from '../types.js';
import { toEpoch } from '../time.js';

/** Persons to follow, each with the time during which it can pass infection on: parallel columns, column times. */
export interface Sources {
  readonly persons: Int32Array;
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** Follows sources one by one, and counts the rows it looks at. */
export interface Follower {
  readonly rowsSeen: number;
  /** Follows a source during [low, high), column time. */
  follow(source: number, low: number, high: number): void;
}

export function sourcesBetween({ persons, low, high }: Sources, first: number, last: number): Sources {
  return { persons: persons.subarray(first, last), low: low.subarray(first, last), high: high.subarray(first, last) };
}

/** The sources, the first to open first: who comes later then finds the least left to do. */
export function soonestFirst({ persons, low, high }: Sources): Sources {
  const order = positionsInOrder(low);
  const by = (column: Int32Array): Int32Array => order.map((position) => column[position]!);
  return { persons: by(persons), low: by(low), high: by(high) };
}

export function needOf(level: number, { persons, low, high }: Sources): NeedEvent {
  return { type: 'need', level, persons, from: Float64Array.from(low, toEpoch), to: Float64Array.from(high, toEpoch) };
}

/** Positions of a column, ascending by its values, equals in their order. */
export function positionsInOrder(values: Int32Array): Int32Array {
  // value and position in one exact double: sorted without a comparison function
  const keys = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) keys[i] = values[i]! * values.length + i;
  keys.sort();
  const positions = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const rest = keys[i]! % values.length;
    positions[i] = rest < 0 ? rest + values.length : rest;
  }
  return positions;
}
