import type { IsolationTable } from './isolations.js';
import type { Cells } from './place-tree.js';
import { Presence } from './presence.js';
import { RangeSorter } from './sort-range.js';
import type { StayColumns } from './stay-columns.js';
import { ALWAYS, NEVER } from './time.js';

/** Rows in a block: small enough that a forgotten check-out drags few rows into a look-up. */
export const BLOCK_BITS = 6;
export const BLOCK = 1 << BLOCK_BITS;

/**
 * Merged presence by cell, isolation cut out: 12 bytes a row, at most a row a stay (isolations aside). Cell c has the
 * rows from `start[c]` up to, not with, `start[c + 1]`, ascending by `from`; its blocks of 64 rows are numbered from
 * `blockStart[c]`. `blockEnd` is the greatest `to` of a block, `blockEndSoFar` of it and the cell's blocks before it.
 */
export interface PresenceRows {
  readonly start: Int32Array;
  readonly person: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly blockStart: Int32Array;
  readonly blockEnd: Int32Array;
  readonly blockEndSoFar: Int32Array;
}

/** Merges the stays of every person, lays them out by cell and bounds the blocks. */
export function layOutRows(stays: StayColumns, cells: Cells, isolations: IsolationTable): PresenceRows {
  const personCount = stays.start.length - 1;
  const presence = new Presence(stays, isolations, cells.cellOf, cells.cellCount);
  const start = new Int32Array(cells.cellCount + 1);
  for (let p = 0; p < personCount; p++) {
    presence.load(p, ALWAYS, NEVER);
    for (let i = 0; i < presence.count; i++) start[presence.keys.data[i]! + 1]!++;
  }
  for (let c = 0; c < cells.cellCount; c++) start[c + 1]! += start[c]!;
  const next = start.slice(0, cells.cellCount);
  const rowCount = start[cells.cellCount]!;
  const [person, from, to] = [new Int32Array(rowCount), new Int32Array(rowCount), new Int32Array(rowCount)];
  for (let p = 0; p < personCount; p++) {
    presence.load(p, ALWAYS, NEVER);
    for (let i = 0; i < presence.count; i++) {
      const row = next[presence.keys.data[i]!]!++;
      person[row] = p;
      from[row] = presence.from.data[i]!;
      to[row] = presence.to.data[i]!;
    }
  }
  const sorter = new RangeSorter();
  for (let c = 0; c < cells.cellCount; c++) sorter.sort(from, [person, to], start[c]!, start[c + 1]!);
  return { start, person, from, to, ...boundBlocks(start, to, cells.cellCount) };
}

function boundBlocks(start: Int32Array, to: Int32Array, cellCount: number) {
  const blockStart = new Int32Array(cellCount + 1);
  for (let c = 0; c < cellCount; c++) {
    blockStart[c + 1] = blockStart[c]! + Math.ceil((start[c + 1]! - start[c]!) / BLOCK);
  }
  const blockEnd = new Int32Array(blockStart[cellCount]!);
  const blockEndSoFar = new Int32Array(blockStart[cellCount]!);
  for (let c = 0; c < cellCount; c++) {
    let soFar = ALWAYS;
    for (let b = blockStart[c]!, row = start[c]!; b < blockStart[c + 1]!; b++) {
      let greatest = ALWAYS;
      for (const last = Math.min(row + BLOCK, start[c + 1]!); row < last; row++) {
        if (to[row]! > greatest) greatest = to[row]!;
      }
      blockEnd[b] = greatest;
      if (greatest > soFar) soFar = greatest;
      blockEndSoFar[b] = soFar;
    }
  }
  return { blockStart, blockEnd, blockEndSoFar };
}
