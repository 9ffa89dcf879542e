/**
 * Rows of a day in two 32-bit words: a value (a person, or a place with its evidence) and an interval in seconds since
 * the day began. Word 0 is value × 4 + the 17th bits of both times, word 1 their lower 16 bits: 8 bytes a row, for values
 * up to 2²⁹ and days of up to 36 hours (a day of a zone has 23 to 25).
 */
export const LONGEST_DAY = 0x1ffff;
/** Values are below this. */
export const VALUES = 2 ** 29;

/** Word 0 of a row. */
export function wordOf(value: number, from: number, to: number): number {
  return (value << 2) | ((from >> 15) & 2) | (to >> 16);
}

/** Word 1 of a row. */
export function timesOf(from: number, to: number): number {
  return (from << 16) | (to & 0xffff);
}

/** The value of a row, from its word 0. */
export function valueIn(word: number): number {
  return word >> 2;
}

/** Start of a row, from its two words. */
export function fromIn(word: number, times: number): number {
  return ((word & 2) << 15) | (times >>> 16);
}

/** End of a row, from its two words. */
export function toIn(word: number, times: number): number {
  return ((word & 1) << 16) | (times & 0xffff);
}
