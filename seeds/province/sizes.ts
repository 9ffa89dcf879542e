import { mix } from './random.js';

/** Bắc Giang at the end of 2021: enterprises with accounts, workers, and the largest enterprise. */
const REAL = { organisations: 3_532, workers: 226_712, largest: 24_000, smallest: 20 };

export const defaultOrganisations = (workers: number): number =>
  Math.max(Math.min(5, workers), Math.round((workers * REAL.organisations) / REAL.workers));

/**
 * Sizes of `count` organisations that add up to `workers`, falling: a power law over the rank with a floor of 20,
 * which at the real figures comes out as Zipf's own (exponent near 1).
 */
export function organisationSizes(seed: number, workers: number, count: number): number[] {
  const mean = workers / count;
  const smallest = Math.max(1, Math.min(REAL.smallest, Math.floor(mean / 3)));
  const largest = Math.min(workers, Math.max((workers * REAL.largest) / REAL.workers, 3 * mean));
  const size = (rank: number, exponent: number) => {
    const uneven = rank === 0 ? 1 : 0.9 + (0.2 * mix(seed, rank, 11)) / 0x100000000;
    return Math.max(smallest, Math.floor(largest * uneven * (rank + 1) ** -exponent));
  };
  const sizesAt = (exponent: number) => Array.from({ length: count }, (_, rank) => size(rank, exponent));
  const sum = (sizes: number[]) => sizes.reduce((total, one) => total + one, 0);
  let [low, high] = [0, 20];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (sum(sizesAt(middle)) > workers) low = middle;
    else high = middle;
  }
  const sizes = sizesAt(high);
  let missing = workers - sum(sizes);
  for (let rank = 0; missing !== 0; rank = (rank + 1) % count) {
    const step = missing > 0 ? 1 : (sizes[rank] ?? 0) > 1 ? -1 : 0;
    sizes[rank] = (sizes[rank] ?? 0) + step;
    missing -= step;
  }
  return sizes.sort((a, b) => b - a);
}
