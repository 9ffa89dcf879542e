import type { EncounterSums } from './encounter-sums.js';
import { BLOCK, BLOCK_BITS } from './presence-rows.js';
import type { StayIndex } from './stay-index.js';
import { ALWAYS, NEVER } from './time.js';

/**
 * Finds who was at a cell during an interval, of all whom `bar` admits: a piece with person w counts if it starts before
 * `bar[w]`. Where `bar` holds the earliest time known of each person (NEVER where not reached, ALWAYS for index cases)
 * that admits exactly what a source can still reach or make earlier. The source itself is not admitted, for its own time
 * is not after any of its pieces. A *ceiling* is the greatest bar in a block or cell: what begins at it or later finds
 * nobody there. Within a hop bars only fall, so a ceiling once worked out stays safe.
 */
export class CellScan {
  /** Rows looked at since the trace began. */
  rowsSeen = 0;
  private readonly cellCeilings: Int32Array;
  private readonly blockCeilings: Int32Array;
  private readonly known: Uint8Array;

  constructor(
    private readonly index: StayIndex,
    private readonly bar: Int32Array,
  ) {
    this.cellCeilings = new Int32Array(index.cells.cellCount);
    this.blockCeilings = new Int32Array(index.rows.blockEnd.length);
    // blocks, then cells
    this.known = new Uint8Array(index.rows.blockEnd.length + index.cells.cellCount);
  }

  /** Forgets the ceilings: call it when bars have fallen from NEVER. */
  nextHop(): void {
    this.known.fill(0);
  }

  /** Adds to `sums` every intersection of [from, to) with a row of the cell whose person the bars admit. */
  scan(cell: number, from: number, to: number, sums: EncounterSums): void {
    if (this.cellCeiling(cell) <= from) return;
    const bar = this.bar;
    const { person, from: starts, to: ends, start, blockStart, blockEnd: greatestEnd, blockEndSoFar } = this.index.rows;
    const cellStart = start[cell]!;
    const firstBlock = blockStart[cell]!;
    const rowEnd = firstAtOrAfter(starts, cellStart, start[cell + 1]!, to);
    const blockEnd = firstBlock + ((rowEnd - cellStart + BLOCK - 1) >> BLOCK_BITS);
    for (let b = firstAtOrAfter(blockEndSoFar, firstBlock, blockEnd, from + 1); b < blockEnd; b++) {
      if (greatestEnd[b]! <= from || this.blockCeiling(cell, b) <= from) continue;
      const first = cellStart + ((b - firstBlock) << BLOCK_BITS);
      const last = Math.min(first + BLOCK, rowEnd);
      this.rowsSeen += last - first;
      for (let i = first; i < last; i++) {
        const end = ends[i]!;
        if (end <= from) continue;
        const w = person[i]!;
        const begin = starts[i]! > from ? starts[i]! : from;
        if (bar[w]! > begin) sums.add(w, begin, end < to ? end : to);
      }
    }
  }

  private cellCeiling(cell: number): number {
    const { blockStart, blockEnd } = this.index.rows;
    if (this.known[blockEnd.length + cell] === 0) {
      let greatest = ALWAYS;
      for (let b = blockStart[cell]!; b < blockStart[cell + 1]! && greatest !== NEVER; b++) {
        greatest = Math.max(greatest, this.blockCeiling(cell, b));
      }
      this.cellCeilings[cell] = greatest;
      this.known[blockEnd.length + cell] = 1;
    }
    return this.cellCeilings[cell]!;
  }

  private blockCeiling(cell: number, block: number): number {
    if (this.known[block] === 0) {
      const { start, blockStart, person } = this.index.rows;
      const first = start[cell]! + ((block - blockStart[cell]!) << BLOCK_BITS);
      const last = Math.min(first + BLOCK, start[cell + 1]!);
      let greatest = ALWAYS;
      for (let i = first; i < last; i++) greatest = Math.max(greatest, this.bar[person[i]!]!);
      this.blockCeilings[block] = greatest;
      this.known[block] = 1;
    }
    return this.blockCeilings[block]!;
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
