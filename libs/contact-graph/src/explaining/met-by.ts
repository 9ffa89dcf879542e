import type { Interval } from '../traces/case-window.js';
import { EncounterSums } from '../pairs/encounter-sums.js';
import { MarkScan } from '../pairs/mark-scan.js';
import { PairUnion } from '../pairs/pair-union.js';
import { Presence } from '../days/presence.js';
import { eachProximity } from '../days/proximity.js';
import type { StayIndex } from '../days/stay-index.js';
import { toColumnBound } from '../time.js';

/** Everybody who shared an encounter of any class with a person in an interval (epoch seconds), ascending. */
export function metBy(index: StayIndex, person: number, interval: Interval): Int32Array {
  const { groupOf } = index.tree.cells;
  const [low, high] = [toColumnBound(interval.from), toColumnBound(interval.to)];
  const presence = new Presence(index, groupOf);
  const pair = new PairUnion(index, groupOf);
  const sums = new EncounterSums(index.personCount, { accumulate: 'total', gapSeconds: 0 });
  const everybodyElse = new Uint8Array(index.personCount).fill(1);
  everybodyElse[person] = 0;
  const scan = new MarkScan(index, everybodyElse);
  sums.reset();
  presence.load(person, low, high);
  for (let i = 0; i < presence.count; i++) {
    scan.scanGroup(presence.keys.data[i]!, presence.from.data[i]!, presence.to.data[i]!, sums);
  }
  eachProximity(index.proximity, person, low, high, (other, from, to) => sums.add(other, from, to));
  const { isolated } = index.isolations;
  const met = (other: number): boolean =>
    (isolated[other] === 0 && isolated[person] === 0) || pair.of(presence, person, other, low, high).count > 0;
  return sums.touched.slice(0, sums.touchedCount).filter(met).sort();
}
