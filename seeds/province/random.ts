/** Mixes integers into 32 well-spread bits (murmur3's finalizer); the same numbers give the same bits everywhere. */
export function mix(a: number, b: number, c = 0): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b) ^ Math.imul(c + 0x165667b1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** True for the share `probability` of all 32-bit values. */
export const chance = (bits: number, probability: number): boolean => bits < probability * 0x100000000;

/** mulberry32: a stream of numbers in [0, 1). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x100000000;
  };
}

/** One of the items. */
export function pick<T>(items: readonly T[], next: () => number): T {
  const item = items[Math.floor(next() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

/** The items, each as often as its weight says, in a table that `pick` can draw from. */
export function weighted<T>(items: readonly (readonly [T, number])[]): T[] {
  return items.flatMap(([item, weight]) => Array.from({ length: Math.max(1, Math.round(weight * 10)) }, () => item));
}
