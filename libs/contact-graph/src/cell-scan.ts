import type { EncounterSums } from './encounter-sums.js';
import { BLOCK } from './presence-rows.js';
import type { StayIndex } from './stay-index.js';
import { ALWAYS, NEVER } from './time.js';

/**
 * Finds who was at a cell during an interval, for all whom `bar` admits: person w counts where `bar[w] > above`.
 * With bar = the earliest time known of each person (NEVER where not reached, ALWAYS for index cases) and above = the
 * first second in which the source met anybody, exactly those are admitted whom the source can still reach or make
 * earlier; the source itself is not among them, for its own time is not after its first second.
 */
export class CellScan {
  /** Rows looked at since the trace began. */
  rowsSeen = 0;
  private readonly ceilings: Int32Array;
  private readonly ceilingKnown: Uint8Array;

  constructor(private readonly index: StayIndex) {
    this.ceilings = new Int32Array(index.cells.cellCount);
    this.ceilingKnown = new Uint8Array(index.cells.cellCount);
  }

  /** Forgets the ceilings: call it when the bars have changed. */
  nextHop(): void {
    this.ceilingKnown.fill(0);
  }

  /** Whether nobody who ever stays at the cell has a bar over `above`. Bars must be those since `nextHop`. */
  isClosed(cell: number, bar: Int32Array, above: number): boolean {
    if (this.ceilingKnown[cell] === 0) {
      this.ceilings[cell] = this.ceiling(cell, bar);
      this.ceilingKnown[cell] = 1;
    }
    return this.ceilings[cell]! <= above;
  }

  /** Adds to `sums` every intersection of [from, to) with a row of the cell whose person is admitted. */
  scan(cell: number, from: number, to: number, bar: Int32Array, above: number, sums: EncounterSums): void {
    const rows = this.index.rows;
    const rowEnd = firstAtOrAfter(rows.from, rows.start[cell]!, rows.start[cell + 1]!, to);
    const cellStart = rows.start[cell]!;
    const blockStart = rows.blockStart[cell]!;
    const blockEnd = blockStart + Math.ceil((rowEnd - cellStart) / BLOCK);
    const { person, from: starts, to: ends, blockEnd: greatestEnd } = rows;
    for (let b = firstAtOrAfter(rows.blockEndSoFar, blockStart, blockEnd, from + 1); b < blockEnd; b++) {
      if (greatestEnd[b]! <= from) continue;
      const first = cellStart + (b - blockStart) * BLOCK;
      const last = Math.min(first + BLOCK, rowEnd);
      this.rowsSeen += last - first;
      for (let i = first; i < last; i++) {
        const end = ends[i]!;
        if (end <= from) continue;
        const w = person[i]!;
        if (bar[w]! <= above) continue;
        const start = starts[i]!;
        sums.add(w, start > from ? start : from, end < to ? end : to);
      }
    }
  }

  private ceiling(cell: number, bar: Int32Array): number {
    const { start, person } = this.index.rows;
    let greatest = ALWAYS;
    for (let i = start[cell]!, end = start[cell + 1]!; i < end && greatest !== NEVER; i++) {
      if (bar[person[i]!]! > greatest) greatest = bar[person[i]!]!;
    }
    return greatest;
  }
}

/** First position in [low, high) of an ascending column whose value is not under `value`; `high` without one. */
function firstAtOrAfter(column: Int32Array, low: number, high: number, value: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
