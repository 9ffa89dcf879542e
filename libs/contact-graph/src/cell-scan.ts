import { BLOCK, BLOCK_BITS, type DayRows } from './day-rows.js';
import type { EncounterSums } from './encounter-sums.js';
import { fromIn, LONGEST_DAY, toIn, valueIn } from './packed.js';
import type { IndexedPart, StayIndex } from './stay-index.js';
import { ALWAYS, NEVER } from './time.js';

/**
 * Finds who was at a cell during an interval, of all whom `bar` admits: a piece with person w counts if it starts before
 * `bar[w]`. Where `bar` holds the earliest time known of each person (NEVER where not reached, ALWAYS for index cases)
 * that admits exactly what a source can still reach or make earlier. The source itself is not admitted, for its own time
 * is not after any of its pieces. Isolation of those found is not cut out.
 */
export class CellScan {
  /** Rows looked at since the scan was made. */
  rowsSeen = 0;
  private readonly parts: PartScan[];

  constructor(index: StayIndex, bar: Int32Array) {
    this.parts = index.parts.map((part) => new PartScan(part, bar));
    this.groupStart = index.tree.cells.groupStart;
    this.groupCells = index.tree.cells.groupCells;
  }
  private readonly groupStart: Int32Array;
  private readonly groupCells: Int32Array;

  /** Forgets how far bars reach: call it when bars have fallen from NEVER. */
  nextHop(): void {
    for (const part of this.parts) part.nextHop();
  }

  /** Adds to `sums` every intersection of [from, to) with a row of the cell whose person the bars admit. */
  scan(cell: number, from: number, to: number, sums: EncounterSums): void {
    for (const part of this.parts) {
      if (part.base >= to) break;
      if (part.end > from) this.rowsSeen += part.scan(cell, from, to, sums);
    }
  }

  /** The same for all cells of a group. */
  scanGroup(group: number, from: number, to: number, sums: EncounterSums): void {
    const { groupStart, groupCells } = this;
    for (const part of this.parts) {
      if (part.base >= to) break;
      if (part.end <= from) continue;
      for (let i = groupStart[group]!; i < groupStart[group + 1]!; i++) {
        this.rowsSeen += part.scan(groupCells[i]!, from, to, sums);
      }
    }
  }
}

/**
 * The rows of one part of a day. A *ceiling* is the greatest bar in a block or cell: what begins at it or later finds
 * nobody there. Within a hop bars only fall, so a ceiling once worked out stays safe.
 */
class PartScan {
  readonly base: number;
  readonly end: number;
  private readonly rows: DayRows;
  private readonly hidden: Uint8Array | null;
  /** Blocks, then cells; made when first needed. `known` bears the number of the hop. */
  private ceilings: Int32Array | undefined;
  private known: Uint8Array = new Uint8Array();
  private hop = 1;

  constructor(
    part: IndexedPart,
    private readonly bar: Int32Array,
  ) {
    this.base = part.base;
    this.end = part.end;
    this.rows = part.rows;
    this.hidden = part.hidden;
  }

  nextHop(): void {
    this.hop++;
  }

  /** Scans one cell; gives the number of rows looked at. Rows hold seconds of the day, bars and sums column time. */
  scan(cell: number, from: number, to: number, sums: EncounterSums): number {
    const { bar, base, hidden } = this;
    const { start, words, cellCount, blockStart, blockEnd: greatestEnd, blockEndSoFar } = this.rows;
    if (cell >= cellCount || start[cell] === start[cell + 1]) return 0;
    const low = from > base ? from - base : 0;
    const high = Math.min(to - base, LONGEST_DAY);
    if (this.cellCeiling(cell) <= low + base) return 0;
    const cellStart = start[cell]!;
    const firstBlock = blockStart[cell]!;
    const rowEnd = firstStartingAt(words, cellStart, start[cell + 1]!, high);
    const blockEnd = firstBlock + ((rowEnd - cellStart + BLOCK - 1) >> BLOCK_BITS);
    let seen = 0;
    for (let b = firstAbove(blockEndSoFar, firstBlock, blockEnd, low); b < blockEnd; b++) {
      if (greatestEnd[b]! <= low || this.blockCeiling(cell, b) <= low + base) continue;
      const first = cellStart + ((b - firstBlock) << BLOCK_BITS);
      const last = Math.min(first + BLOCK, rowEnd);
      seen += last - first;
      for (let i = first; i < last; i++) {
        const [word, times] = [words[2 * i]!, words[2 * i + 1]!];
        const end = toIn(word, times);
        if (end <= low) continue;
        const w = valueIn(word);
        const begin = Math.max(fromIn(word, times), low);
        if (bar[w]! > begin + base && (hidden === null || hidden[w] !== 1)) {
          sums.add(w, begin + base, (end < high ? end : high) + base);
        }
      }
    }
    return seen;
  }

  private cellCeiling(cell: number): number {
    const { blockStart, blockEnd, cellCount } = this.rows;
    const at = blockEnd.length + cell;
    if (this.ceilings === undefined) {
      this.ceilings = new Int32Array(blockEnd.length + cellCount);
      this.known = new Uint8Array(blockEnd.length + cellCount);
    }
    if (this.known[at] !== this.hop) {
      let greatest = ALWAYS;
      for (let b = blockStart[cell]!; b < blockStart[cell + 1]! && greatest !== NEVER; b++) {
        greatest = Math.max(greatest, this.blockCeiling(cell, b));
      }
      this.ceilings[at] = greatest;
      this.known[at] = this.hop;
    }
    return this.ceilings[at]!;
  }

  private blockCeiling(cell: number, block: number): number {
    const ceilings = this.ceilings!;
    if (this.known[block] !== this.hop) {
      const { start, blockStart, words } = this.rows;
      const first = start[cell]! + ((block - blockStart[cell]!) << BLOCK_BITS);
      const last = Math.min(first + BLOCK, start[cell + 1]!);
      let greatest = ALWAYS;
      for (let i = first; i < last && greatest !== NEVER; i++) {
        const bar = this.bar[valueIn(words[2 * i]!)]!;
        if (bar > greatest) greatest = bar;
      }
      ceilings[block] = greatest;
      this.known[block] = this.hop;
    }
    return ceilings[block]!;
  }
}

/** First row in [low, high) that starts at `time` or later; `high` without one. */
function firstStartingAt(words: Int32Array, low: number, high: number, time: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (fromIn(words[2 * middle]!, words[2 * middle + 1]!) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First position in [low, high) of an ascending column whose value is above `value`; `high` without one. */
function firstAbove(column: Int32Array, low: number, high: number, value: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
