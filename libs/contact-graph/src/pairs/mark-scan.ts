import { CellScan, firstAbove, firstStartingAt, type PartScan, type PieceSink } from './cell-scan.js';
import type { EncounterSums } from './encounter-sums.js';
import { BLOCK, BLOCK_BITS, type DayRows } from '../days/day-rows.js';
import { fromIn, LONGEST_DAY, toIn, valueIn } from '../days/packed.js';
import type { IndexedPart, StayIndex } from '../days/stay-index.js';

/** Looks for the persons marked 1, whatever the time; marks may be taken away at any time, and put by as 2 for a while. */
export class MarkScan<Sink extends PieceSink = EncounterSums> extends CellScan<Sink, MarkedPart<Sink>> {
  constructor(index: StayIndex, marks: Uint8Array) {
    super(
      index,
      (part) => new MarkedPart(part, marks),
      (person) => marks[person] === 1,
    );
  }

  /** Call it when somebody has been marked. */
  forget(): void {
    for (const part of this.parts) part.forget();
  }
}

const EMPTY = 1;
const MARKED = 2;

/** The rows of one part of a day. Of a block or cell it is noted whether it is empty: nobody in it is marked. */
class MarkedPart<Sink extends PieceSink> implements PartScan<Sink> {
  readonly base: number;
  readonly end: number;
  private readonly rows: DayRows;
  private readonly hidden: Uint8Array | null;
  /** Blocks, then cells: `EMPTY`, `MARKED`, or 0 where not known; made when first needed. */
  private known: Uint8Array | undefined;

  constructor(
    part: IndexedPart,
    private readonly marks: Uint8Array,
  ) {
    this.base = part.base;
    this.end = part.end;
    this.rows = part.rows;
    this.hidden = part.hidden;
  }

  forget(): void {
    this.known?.fill(0);
  }

  /** Rows hold seconds of the day, pieces column time. */
  scan(cell: number, from: number, to: number, sink: Sink): number {
    const { base } = this;
    const { start, words, cellCount, blockStart, blockEnd: greatestEnd, blockEndSoFar } = this.rows;
    if (cell >= cellCount || start[cell] === start[cell + 1] || this.isEmptyCell(cell)) return 0;
    const low = from > base ? from - base : 0;
    const high = Math.min(to - base, LONGEST_DAY);
    const cellStart = start[cell]!;
    const firstBlock = blockStart[cell]!;
    const rowEnd = firstStartingAt(words, cellStart, start[cell + 1]!, high);
    const blockEnd = firstBlock + ((rowEnd - cellStart + BLOCK - 1) >> BLOCK_BITS);
    let seen = 0;
    for (let b = firstAbove(blockEndSoFar, firstBlock, blockEnd, low); b < blockEnd; b++) {
      if (greatestEnd[b]! <= low || this.isEmptyBlock(cell, b)) continue;
      const first = cellStart + ((b - firstBlock) << BLOCK_BITS);
      const last = Math.min(first + BLOCK, rowEnd);
      seen += last - first;
      this.scanRows(first, last, low, high, sink);
    }
    return seen;
  }

  private scanRows(first: number, last: number, low: number, high: number, sink: Sink): void {
    const { marks, base, hidden } = this;
    const { words } = this.rows;
    for (let i = first; i < last; i++) {
      const word = words[2 * i]!;
      const w = valueIn(word);
      if (marks[w] !== 1) continue;
      const times = words[2 * i + 1]!;
      const end = toIn(word, times);
      if (end <= low || (hidden !== null && hidden[w] === 1)) continue;
      const begin = fromIn(word, times);
      sink.add(w, (begin > low ? begin : low) + base, (end < high ? end : high) + base);
    }
  }

  private isEmptyCell(cell: number): boolean {
    const { blockStart, blockEnd, cellCount } = this.rows;
    const known = (this.known ??= new Uint8Array(blockEnd.length + cellCount));
    const at = blockEnd.length + cell;
    if (known[at] === 0) {
      known[at] = EMPTY;
      for (let b = blockStart[cell]!; b < blockStart[cell + 1]! && known[at] === EMPTY; b++) {
        if (!this.isEmptyBlock(cell, b)) known[at] = MARKED;
      }
    }
    return known[at] === EMPTY;
  }

  private isEmptyBlock(cell: number, block: number): boolean {
    const known = this.known!;
    if (known[block] === 0) {
      const { start, blockStart, words } = this.rows;
      const first = start[cell]! + ((block - blockStart[cell]!) << BLOCK_BITS);
      const last = Math.min(first + BLOCK, start[cell + 1]!);
      known[block] = EMPTY;
      for (let i = first; i < last && known[block] === EMPTY; i++) {
        if (this.marks[valueIn(words[2 * i]!)] !== 0) known[block] = MARKED;
      }
    }
    return known[block] === EMPTY;
  }
}
