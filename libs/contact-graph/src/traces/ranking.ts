/**
 * The order in which equals are listed and doses are added up: worker code by code unit, then id. Gives each person its
 * position in that order. `ids` may be left out where codes are all different.
 */
export function rankByCode(codes: readonly string[], ids?: readonly string[]): Int32Array {
  const order = Array.from(codes, (_, person) => person);
  order.sort((a, b) => compare(codes[a]!, codes[b]!) || (ids ? compare(ids[a]!, ids[b]!) : 0) || a - b);
  const rank = new Int32Array(codes.length);
  order.forEach((person, position) => (rank[person] = position));
  return rank;
}

/** By code unit, as JavaScript compares strings. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A dose as the report orders it: rounded to nine decimals, in units of 10⁻⁹. Scores near 1 would tie. */
export function roundedDose(dose: number): number {
  return Math.round(dose * 1e9);
}
