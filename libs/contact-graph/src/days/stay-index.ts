import { ContactGraphError } from '../errors.js';
import type { DayRows } from './day-rows.js';
import type { DayStays } from './day-stays.js';
import { type Isolation, IsolationTable } from './isolations.js';
import type { PlaceTree } from './place-tree.js';
import type { ProximityColumns } from './proximity.js';
import type { StayDay } from './stay-day.js';

/** A part of a day, laid out. Bounds are column times. */
export interface IndexedPart {
  readonly base: number;
  readonly end: number;
  readonly stays: DayStays;
  readonly rows: DayRows;
  readonly hidden: Uint8Array | null;
}

/** Everything a trace reads, immutable. Made by `stayIndexOf`; its columns are the engine's own business. */
export interface StayIndex {
  readonly personCount: number;
  readonly stayCount: number;
  readonly tree: PlaceTree;
  /** Ascending by time. Every person's stays of one day lie in one part. */
  readonly parts: readonly IndexedPart[];
  /** Days with proximity records, ascending. */
  readonly proximity: readonly ProximityColumns[];
  readonly isolations: IsolationTable;
  /** Whether any stay or proximity record of a person is in the index. */
  has(person: number): boolean;
}

/** What an index is made for. */
export interface StayIndexOptions {
  /** Made with the class map of the preset: an index serves every preset that has this map. */
  readonly tree: PlaceTree;
  /** Persons are 0 … personCount − 1. */
  readonly personCount: number;
  /** Every recorded isolation, those that a known case's `isolatedAt` opens (`to` null) included. */
  readonly isolations?: Iterable<Isolation>;
}

/**
 * An index over days, in any order. Days are laid out for the class map as they are first used with it, and keep that.
 * Throws `unknown_place` and `unknown_person` (of a stay), `overlapping_days`, and for an isolation `unknown_person`,
 * `invalid_instant`, `end_not_after_start`.
 */
export function stayIndexOf(days: Iterable<StayDay>, options: StayIndexOptions): StayIndex {
  const { personCount, tree } = options;
  const isolations = new IsolationTable(options.isolations ?? [], personCount);
  const ordered = [...days].sort((a, b) => a.base - b.base);
  ordered.forEach((day, i) => {
    if (day.limits.person > personCount)
      throw new ContactGraphError('unknown_person', { person: day.limits.person - 1 });
    if (day.limits.place > tree.count) throw new ContactGraphError('unknown_place', { place: day.limits.place - 1 });
    if (i > 0 && ordered[i - 1]!.end > day.base) throw new ContactGraphError('overlapping_days');
  });
  return {
    ...{ personCount, tree, isolations },
    stayCount: ordered.reduce((sum, day) => sum + day.stayCount, 0),
    parts: ordered.flatMap((day) => partsOf(day, tree)),
    proximity: ordered.flatMap(({ proximity }) => (proximity.other.length > 0 ? [proximity] : [])),
    has: (person) => ordered.some((day) => day.has(person)),
  };
}

function partsOf({ base, end, parts }: StayDay, { cells }: PlaceTree): IndexedPart[] {
  return parts
    .filter(({ stays }) => stays.count > 0)
    .map((part) => ({ base, end, stays: part.stays, rows: part.rows(cells), hidden: part.hidden }));
}
