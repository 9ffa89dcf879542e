import type { Interval } from './case-window.js';
import { CellScan } from './cell-scan.js';
import { EncounterSums } from './encounter-sums.js';
import { Presence } from './presence.js';
import type { StayIndex } from './stay-index.js';
import { ALWAYS, NEVER, toColumnBound } from './time.js';

/** Everybody who shared an encounter of any class with a person in an interval (epoch seconds), ascending. */
export function metBy(index: StayIndex, person: number, interval: Interval): Int32Array {
  const { cells, personCount, proximity } = index;
  const [low, high] = [toColumnBound(interval.from), toColumnBound(interval.to)];
  const presence = new Presence(index.stays, index.isolations, cells.groupOf, cells.groupCount);
  const sums = new EncounterSums(personCount, { accumulate: 'total', gapSeconds: 0 });
  const everybodyElse = new Int32Array(personCount).fill(NEVER);
  everybodyElse[person] = ALWAYS;
  const scan = new CellScan(index, everybodyElse);
  sums.reset();
  presence.load(person, low, high);
  for (let i = 0; i < presence.count; i++) {
    const group = presence.keys.data[i]!;
    for (let cell = cells.groupStart[group]!; cell < cells.groupStart[group + 1]!; cell++) {
      scan.scan(cell, presence.from.data[i]!, presence.to.data[i]!, sums);
    }
  }
  for (let i = proximity.start[person]!; i < proximity.start[person + 1]! && proximity.from[i]! < high; i++) {
    if (proximity.to[i]! > low) sums.add(proximity.other[i]!, proximity.from[i]!, proximity.to[i]!);
  }
  return sums.touched.slice(0, sums.touchedCount).sort();
}
