import { fromIn } from '../days/packed.js';
import type { IndexedPart, StayIndex } from '../days/stay-index.js';

/** Takes the pieces that a scan finds: [from, to) with a person, in column time. */
export interface PieceSink {
  add(person: number, from: number, to: number): void;
}

/** Looks through the rows of one part of a day; its bounds are column times. */
export interface PartScan<Sink> {
  readonly base: number;
  readonly end: number;
  /** Scans [from, to) of a cell, column time; gives the number of rows looked at. */
  scan(cell: number, from: number, to: number, sink: Sink): number;
}

/**
 * Finds who was at a cell during an interval: which persons it looks for, `Part` knows. Isolation of those found is not cut
 * out.
 */
export class CellScan<Sink extends PieceSink, Part extends PartScan<Sink> = PartScan<Sink>> {
  /** Rows looked at since the scan was made. */
  rowsSeen = 0;
  protected readonly parts: readonly Part[];
  private readonly groupStart: Int32Array;
  private readonly groupCells: Int32Array;
  /** The part in which the interval before began: intervals of a source come in the order of their time. */
  private at = 0;

  constructor(
    index: StayIndex,
    part: (part: IndexedPart) => Part,
    /** Whether a piece with a person that starts then (column time) counts. */
    readonly admits: (person: number, start: number) => boolean,
  ) {
    this.parts = index.parts.map(part);
    this.groupStart = index.tree.cells.groupStart;
    this.groupCells = index.tree.cells.groupCells;
  }

  /** Gives `sink` every intersection of [from, to) with a row of the cell whose person is looked for. */
  scan(cell: number, from: number, to: number, sink: Sink): void {
    const { parts } = this;
    for (let p = this.firstPart(from); p < parts.length && parts[p]!.base < to; p++) {
      this.rowsSeen += parts[p]!.scan(cell, from, to, sink);
    }
  }

  /** The same for all cells of a group. */
  scanGroup(group: number, from: number, to: number, sink: Sink): void {
    const { groupStart, groupCells, parts } = this;
    for (let p = this.firstPart(from); p < parts.length && parts[p]!.base < to; p++) {
      for (let i = groupStart[group]!; i < groupStart[group + 1]!; i++) {
        this.rowsSeen += parts[p]!.scan(groupCells[i]!, from, to, sink);
      }
    }
  }

  /** The first part that ends after `from`. */
  private firstPart(from: number): number {
    const { parts } = this;
    let at = this.at;
    while (at > 0 && parts[at - 1]!.end > from) at--;
    while (at < parts.length && parts[at]!.end <= from) at++;
    return (this.at = at);
  }
}
/** First row in [low, high) that starts at `time` or later; `high` without one. */
export function firstStartingAt(words: Int32Array, low: number, high: number, time: number): number {
  // mostly all rows start before the interval ends
  if (low < high && fromIn(words[2 * high - 2]!, words[2 * high - 1]!) < time) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (fromIn(words[2 * middle]!, words[2 * middle + 1]!) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First position in [low, high) of an ascending column whose value is above `value`; `high` without one. */
export function firstAbove(column: Int32Array, low: number, high: number, value: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
