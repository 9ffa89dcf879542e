import type { Accumulate, ClassRule, Preset } from '../preset.js';

/** Seconds that make a class qualify; Infinity where it never does. Any positive time is at least a second. */
export function thresholdSeconds(rule: ClassRule): number {
  return rule.minMinutes === null ? Infinity : Math.max(1, rule.minMinutes * 60);
}

/** Pieces of a union: disjoint, not touching, ascending. */
export interface Pieces {
  readonly count: number;
  readonly from: { readonly data: Int32Array };
  readonly to: { readonly data: Int32Array };
}

/** The measured seconds of a union (contact-rules section 4). */
export function measure(pieces: Pieces, preset: Pick<Preset, 'accumulate' | 'gapSeconds' | 'perHours'>): number {
  return MEASURES[preset.accumulate](pieces, preset);
}

const MEASURES: Record<Accumulate, (pieces: Pieces, preset: Pick<Preset, 'gapSeconds' | 'perHours'>) => number> = {
  total: (pieces) => totalSeconds(pieces),
  continuous: (pieces, preset) => longestRun(pieces, preset.gapSeconds),
  rolling: (pieces, preset) => greatestInWindow(pieces, preset.perHours * 3600),
};

export function totalSeconds({ count, from, to }: Pieces): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += to.data[i]! - from.data[i]!;
  return total;
}

function longestRun({ count, from, to }: Pieces, gap: number): number {
  let best = 0;
  for (let i = 0, start = 0; i < count; i++) {
    if (i > 0 && from.data[i]! - to.data[i - 1]! > gap) start = i;
    best = Math.max(best, to.data[i]! - from.data[start]!);
  }
  return best;
}

/** A greatest window begins where a piece begins or ends where a piece ends: both kinds are tried, each in one sweep. */
function greatestInWindow({ count, from, to }: Pieces, width: number): number {
  let best = 0;
  for (let first = 0, next = 0, whole = 0; first < count; first++) {
    const end = from.data[first]! + width;
    for (; next < count && to.data[next]! <= end; next++) whole += to.data[next]! - from.data[next]!;
    const part = next < count ? Math.max(0, end - from.data[next]!) : 0;
    best = Math.max(best, whole + part);
    if (next > first) whole -= to.data[first]! - from.data[first]!;
    else next = first + 1;
  }
  for (let last = 0, first = 0, whole = 0; last < count; last++) {
    whole += to.data[last]! - from.data[last]!;
    const start = to.data[last]! - width;
    for (; first <= last && from.data[first]! < start; first++) whole -= to.data[first]! - from.data[first]!;
    const part = first > 0 ? Math.max(0, to.data[first - 1]! - start) : 0;
    best = Math.max(best, whole + part);
  }
  return best;
}
