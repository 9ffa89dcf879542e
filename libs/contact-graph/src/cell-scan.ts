import { BLOCK, BLOCK_BITS, type DayRows } from './day-rows.js';
import { fromIn, LONGEST_DAY, toIn, valueIn } from './packed.js';
import type { IndexedPart, StayIndex } from './stay-index.js';
import { ALWAYS, NEVER } from './time.js';

/** Takes the pieces that a scan finds: [from, to) with a person, in column time. */
export interface PieceSink {
  add(person: number, from: number, to: number): void;
}

/**
 * Finds who was at a cell during an interval, of all whom `bar` admits: a piece with person w counts if it starts before
 * `bar[w]`. Where `bar` holds the earliest time known of each person (NEVER where not reached, ALWAYS for index cases)
 * that admits exactly what a source can still reach or make earlier; where it holds NEVER or ALWAYS alone it says who is
 * looked for. The source itself is not admitted: its own time is not after any of its pieces. Isolation of those found is
 * not cut out.
 */
export class CellScan {
  /** Rows looked at since the scan was made. */
  rowsSeen = 0;
  private readonly parts: PartScan[];
  private readonly groupStart: Int32Array;
  private readonly groupCells: Int32Array;
  /** The part in which the interval before began: sources are followed in the order of their time. */
  private at = 0;

  constructor(
    index: StayIndex,
    readonly bar: Int32Array,
  ) {
    this.parts = index.parts.map((part) => new PartScan(part, bar));
    this.groupStart = index.tree.cells.groupStart;
    this.groupCells = index.tree.cells.groupCells;
  }

  /** Forgets what is known of the bars: call it when any has risen. */
  forget(): void {
    for (const part of this.parts) part.forget();
  }

  /** Gives `sink` every intersection of [from, to) with a row of the cell whose person the bars admit. */
  scan(cell: number, from: number, to: number, sink: PieceSink): void {
    const { parts } = this;
    for (let p = this.firstPart(from); p < parts.length && parts[p]!.base < to; p++) {
      this.rowsSeen += parts[p]!.scan(cell, from, to, sink);
    }
  }

  /** The same for all cells of a group. */
  scanGroup(group: number, from: number, to: number, sink: PieceSink): void {
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

/**
 * The rows of one part of a day. A *ceiling* is no less than the greatest bar in a block or cell: what begins at it or
 * later finds nobody there. Bars only fall, so a ceiling stays safe; every scan of a block lowers its ceiling to what it
 * saw.
 */
class PartScan {
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

  forget(): void {
    this.ceilings?.fill(NEVER);
  }

  /** Scans one cell; gives the number of rows looked at. Rows hold seconds of the day, bars and pieces column time. */
  scan(cell: number, from: number, to: number, sink: PieceSink): number {
    const { base } = this;
    const { start, words, cellCount, blockStart, blockEnd: greatestEnd, blockEndSoFar } = this.rows;
    if (cell >= cellCount || start[cell] === start[cell + 1]) return 0;
    const ceilings = (this.ceilings ??= new Int32Array(greatestEnd.length + cellCount).fill(NEVER));
    const low = from > base ? from - base : 0;
    const high = Math.min(to - base, LONGEST_DAY);
    if (ceilings[greatestEnd.length + cell]! <= low + base) return 0;
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
