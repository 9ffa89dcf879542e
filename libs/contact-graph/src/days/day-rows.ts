import { accumulate, type DayStays } from './day-stays.js';
import { fromIn, timesOf, toIn, valueIn, wordOf } from './packed.js';

/** Rows in a block: small enough that a forgotten check-out drags few rows into a look-up. */
export const BLOCK_BITS = 6;
export const BLOCK = 1 << BLOCK_BITS;

/**
 * The presence of one day by cell, the stays of each person merged: 8 bytes a row, at most a row a stay. Cell c has the
 * rows from `start[c]` up to, not with, `start[c + 1]`, ascending by start; row i is `words[2i]`, `words[2i + 1]` (see
 * `packed.ts`), its value the person. Its blocks of 64 rows are numbered from `blockStart[c]`; `blockEnd` is the greatest
 * end of a block, `blockEndSoFar` of it and the cell's blocks before it. `start` reaches as far as the greatest cell.
 */
export interface DayRows {
  readonly cellCount: number;
  readonly start: Int32Array;
  readonly words: Int32Array;
  readonly blockStart: Int32Array;
  readonly blockEnd: Int32Array;
  readonly blockEndSoFar: Int32Array;
}

/** Merges the stays of every person by cell and lays them out; stays in no cell (−1) are left out. */
export function layOutDay(stays: DayStays, cellOf: Int32Array): DayRows {
  const merged = mergeByPerson(stays, cellOf);
  const start = new Int32Array(merged.cellCount + 1);
  for (let i = 0; i < merged.count; i++) start[merged.cell[i]! + 1]!++;
  accumulate(start);
  const next = start.slice();
  const words = new Int32Array(merged.count * 2);
  for (const i of inOrderOfStart(merged)) {
    const row = next[merged.cell[i]!]!++ * 2;
    words[row] = merged.words[2 * i]!;
    words[row + 1] = merged.words[2 * i + 1]!;
  }
  return { cellCount: merged.cellCount, start, words, ...boundBlocks(start, words, merged.cellCount) };
}

interface Merged {
  count: number;
  cellCount: number;
  readonly cell: Int32Array;
  readonly words: Int32Array;
}

/** Rows by person: one for each stretch that somebody spent in one cell. */
function mergeByPerson({ count, start, words }: DayStays, cellOf: Int32Array): Merged {
  const merged: Merged = { count: 0, cellCount: 0, cell: new Int32Array(count), words: new Int32Array(count * 2) };
  // by cell: its latest row; holds only if that row is the person's and has this cell, so it needs no clearing
  const latest = new Int32Array(cellOf.length);
  for (let person = 0; person + 1 < start.length; person++) {
    const own = merged.count;
    for (let i = start[person]!; i < start[person + 1]!; i++) {
      const [word, times] = [words[2 * i]!, words[2 * i + 1]!];
      const cell = cellOf[valueIn(word) >> 3]!;
      if (cell < 0) continue;
      const last = latest[cell]!;
      const isOwn = last >= own && last < merged.count && merged.cell[last] === cell;
      if (isOwn && prolong(merged.words, last, fromIn(word, times), toIn(word, times))) continue;
      if (cell >= merged.cellCount) merged.cellCount = cell + 1;
      latest[cell] = merged.count;
      merged.cell[merged.count] = cell;
      merged.words[2 * merged.count] = wordOf(person, fromIn(word, times), toIn(word, times));
      merged.words[2 * merged.count + 1] = times;
      merged.count++;
    }
  }
  return merged;
}

/** Lets a row go on to `to` if [from, to) overlaps or touches it; false if it does not. */
function prolong(words: Int32Array, row: number, from: number, to: number): boolean {
  const [word, times] = [words[2 * row]!, words[2 * row + 1]!];
  const end = toIn(word, times);
  if (from > end) return false;
  if (to > end) {
    words[2 * row] = wordOf(valueIn(word), fromIn(word, times), to);
    words[2 * row + 1] = timesOf(fromIn(word, times), to);
  }
  return true;
}

function inOrderOfStart({ count, words }: Merged): Int32Array {
  let latest = 0;
  for (let i = 0; i < count; i++) latest = Math.max(latest, fromIn(words[2 * i]!, words[2 * i + 1]!));
  const next = new Int32Array(latest + 2);
  for (let i = 0; i < count; i++) next[fromIn(words[2 * i]!, words[2 * i + 1]!) + 1]!++;
  accumulate(next);
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[next[fromIn(words[2 * i]!, words[2 * i + 1]!)]!++] = i;
  return order;
}

function boundBlocks(start: Int32Array, words: Int32Array, cellCount: number) {
  const blockStart = new Int32Array(cellCount + 1);
  for (let c = 0; c < cellCount; c++) {
    blockStart[c + 1] = blockStart[c]! + Math.ceil((start[c + 1]! - start[c]!) / BLOCK);
  }
  const blockEnd = new Int32Array(blockStart[cellCount]!);
  const blockEndSoFar = new Int32Array(blockStart[cellCount]!);
  for (let c = 0; c < cellCount; c++) {
    let soFar = 0;
    for (let b = blockStart[c]!, row = start[c]!; b < blockStart[c + 1]!; b++) {
      let greatest = 0;
      for (const last = Math.min(row + BLOCK, start[c + 1]!); row < last; row++) {
        greatest = Math.max(greatest, toIn(words[2 * row]!, words[2 * row + 1]!));
      }
      blockEnd[b] = greatest;
      soFar = Math.max(soFar, greatest);
      blockEndSoFar[b] = soFar;
    }
  }
  return { blockStart, blockEnd, blockEndSoFar };
}
