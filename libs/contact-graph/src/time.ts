import { ContactGraphError } from './errors.js';

/**
 * Columns hold instants as Int32 seconds since 2000-01-01T00:00:00Z (1931 to 2068): half the memory of doubles and
 * integer arithmetic in the hot loops. Everything public is in whole epoch seconds.
 */
const ORIGIN = 946_684_800;
const MIN = -0x7fff_ffff;
const MAX = 0x7fff_fffe;

/** No time: not reached, or never ends. Greater than every instant. */
export const NEVER = 0x7fff_ffff;
/** Before every instant. */
export const ALWAYS = -0x8000_0000;

/** Epoch seconds to column time. Throws `invalid_instant` for fractions and for years outside 1931–2068. */
export function toColumnTime(epochSeconds: number): number {
  const time = epochSeconds - ORIGIN;
  if (time >= MIN && time <= MAX && (time | 0) === time) return time;
  throw new ContactGraphError('invalid_instant', { instant: String(epochSeconds) });
}

/** Epoch seconds to column time, cut to the range the columns can hold: for bounds, which may be infinite. */
export function toColumnBound(epochSeconds: number): number {
  if (Number.isNaN(epochSeconds)) throw new ContactGraphError('invalid_instant', { instant: 'NaN' });
  return Math.max(MIN, Math.min(MAX, Math.ceil(epochSeconds - ORIGIN)));
}

/** Column time to epoch seconds. */
export function toEpoch(columnTime: number): number {
  return columnTime + ORIGIN;
}
