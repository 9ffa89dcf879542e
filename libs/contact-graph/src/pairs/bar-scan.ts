import { CellScan, firstAbove, firstStartingAt, type PartScan, type PieceSink } from './cell-scan.js';
import { BLOCK, BLOCK_BITS, type DayRows } from '../days/day-rows.js';
import { fromIn, LONGEST_DAY, toIn, valueIn } from '../days/packed.js';
import type { IndexedPart, StayIndex } from '../days/stay-index.js';
import { ALWAYS, NEVER } from '../time.js';

/**
 * Looks for everybody who can still be reached or made earlier: `bar` holds the earliest time known of each person (NEVER
 * where not reached, ALWAYS for index cases), and a piece with person w counts if it starts before `bar[w]`. The source
 * itself is not found: its own time is not after any of its pieces.
 */
export function belowBars(index: StayIndex, bar: Int32Array): CellScan<PieceSink> {
  return new CellScan<PieceSink>(
    index,
    (part) => new PartBelowBars(part, bar),
    (person, start) => bar[person]! > start,
  );
}

/**
 * The rows of one part of a day. A *ceiling* is no less than the greatest bar in a block or cell: what begins at it or
 * later finds nobody there. Bars only fall, so a ceiling stays safe; every scan of a block lowers its ceiling to what it
 * saw.
 */
class PartBelowBars implements PartScan<PieceSink> {
  readonly base: number;
  readonly end: number;
  private readonly rows: DayRows;
  private readonly hidden: Uint8Array | null;
  /** Blocks, then cells; made when first needed. */
  private ceilings: Int32Array | undefined;

  constructor(
    part: IndexedPart,
    private readonly bar: Int32Array,
  ) {
    this.base = part.base;
    this.end = part.end;
    this.rows = part.rows;
    this.hidden = part.hidden;
  }

  /** Rows hold seconds of the day, bars and pieces column time. */
  scan(cell: number, from: number, to: number, sink: PieceSink): number {
    const { base } = this;
    const { start, words, cellCount, blockStart, blockEnd: greatestEnd, blockEndSoFar } = this.rows;
    if (cell >= cellCount) return 0;
    const ceilings = (this.ceilings ??= new Int32Array(greatestEnd.length + cellCount).fill(NEVER));
    const low = from > base ? from - base : 0;
    // most cells end here, at the price of one look into memory
    if (ceilings[greatestEnd.length + cell]! <= low + base || start[cell] === start[cell + 1]) return 0;
    const high = Math.min(to - base, LONGEST_DAY);
    const cellStart = start[cell]!;
    const firstBlock = blockStart[cell]!;
    const rowEnd = firstStartingAt(words, cellStart, start[cell + 1]!, high);
    const blockEnd = firstBlock + ((rowEnd - cellStart + BLOCK - 1) >> BLOCK_BITS);
    let seen = 0;
    for (let b = firstAbove(blockEndSoFar, firstBlock, blockEnd, low); b < blockEnd; b++) {
      if (greatestEnd[b]! <= low || ceilings[b]! <= low + base) continue;
      const first = cellStart + ((b - firstBlock) << BLOCK_BITS);
      const last = Math.min(first + BLOCK, start[cell + 1]!);
      seen += last - first;
      ceilings[b] = this.scanRows(first, last, low, high, sink);
    }
    if (seen > 0) ceilings[greatestEnd.length + cell] = greatestOf(ceilings, firstBlock, blockStart[cell + 1]!);
    return seen;
  }

  /** Scans the rows of a block; gives its ceiling afterwards. */
  private scanRows(first: number, last: number, low: number, high: number, sink: PieceSink): number {
    const { bar, base, hidden } = this;
    const { words } = this.rows;
    let ceiling = ALWAYS;
    for (let i = first; i < last; i++) {
      const [word, times] = [words[2 * i]!, words[2 * i + 1]!];
      const w = valueIn(word);
      const known = bar[w]!;
      if (known <= ceiling && known <= low + base) continue;
      if (hidden !== null && hidden[w] === 1) continue;
      const begin = Math.max(fromIn(word, times), low);
      const end = toIn(word, times);
      if (begin < high && end > low && known > begin + base) {
        sink.add(w, begin + base, (end < high ? end : high) + base);
        if (bar[w]! > ceiling) ceiling = bar[w]!;
      } else if (known > ceiling) ceiling = known;
    }
    return ceiling;
  }
}

/** The greatest of a range. */
function greatestOf(column: Int32Array, from: number, to: number): number {
  let greatest = ALWAYS;
  for (let i = from; i < to && greatest !== NEVER; i++) if (column[i]! > greatest) greatest = column[i]!;
  return greatest;
}
