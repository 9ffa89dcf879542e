import { Int32Column } from './growable.js';
import { cutOut } from './isolations.js';
import { PersonStays } from './person-stays.js';
import type { Presence } from './presence.js';
import { eachProximity } from './proximity.js';
import { RangeSorter } from './sort-range.js';
import type { StayIndex } from './stay-index.js';

/** Stands for the key of proximity records, which happen at no place. */
const PROXIMITY = -1;

/** A union of a pair: pieces disjoint, not touching, ascending. Reused from pair to pair. */
export class UnionOfPair {
  readonly from = new Int32Column();
  readonly to = new Int32Column();

  get count(): number {
    return this.from.length;
  }

  clear(): void {
    this.from.length = this.to.length = 0;
  }

  push(from: number, to: number): void {
    this.from.push(from);
    this.to.push(to);
  }

  /** Sorts what was pushed and joins what overlaps or touches. */
  settle(sorter: RangeSorter): void {
    const count = this.from.length;
    sorter.sort(this.from.data, [this.to.data], 0, count);
    const [from, to] = [this.from.data, this.to.data];
    let last = -1;
    for (let i = 0; i < count; i++) {
      if (last >= 0 && from[i]! <= to[last]!) {
        if (to[i]! > to[last]!) to[last] = to[i]!;
      } else {
        last++;
        from[last] = from[i]!;
        to[last] = to[i]!;
      }
    }
    this.from.length = this.to.length = last + 1;
  }
}

/** Works out one union of one pair exactly, from the stays of both; the careful way where running sums do not do. */
export class PairUnion {
  /** Rows looked at since the trace began. */
  rowsSeen = 0;
  private readonly union = new UnionOfPair();
  private readonly sorter = new RangeSorter();
  private readonly stays: PersonStays;

  constructor(
    private readonly index: StayIndex,
    private readonly keyOfPlace: Int32Array,
  ) {
    this.stays = new PersonStays(index);
  }

  /**
   * The union of a source, loaded by the same keys for [low, high), with a target. Valid until the next call. `counts`
   * chooses the encounters by their key (−1: a proximity record); without it all count.
   */
  of(
    source: Presence,
    sourcePerson: number,
    target: number,
    low: number,
    high: number,
    counts?: (key: number) => boolean,
  ): UnionOfPair {
    const { stays } = this;
    const cuts = this.index.isolations.of(target);
    this.union.clear();
    stays.load(target, low, high);
    this.rowsSeen += stays.count;
    for (let i = 0; i < stays.count; i++) {
      const key = this.keyOfPlace[stays.placeAndEvidence.data[i]! >> 3]!;
      if (key < 0 || counts?.(key) === false) continue;
      const [from, to] = [stays.from.data[i]!, stays.to.data[i]!];
      if (cuts === undefined) this.intersect(source, key, from, to);
      else cutOut(from, to, cuts, (left, right) => this.intersect(source, key, left, right));
    }
    if (counts?.(PROXIMITY) !== false) this.addProximity(sourcePerson, target, low, high);
    this.union.settle(this.sorter);
    return this.union;
  }

  private intersect(source: Presence, key: number, from: number, to: number): void {
    let s = source.latestOf(key);
    while (s >= 0 && source.to.data[s]! > from) {
      const start = source.from.data[s]!;
      const end = source.to.data[s]!;
      if (start < to) this.union.push(start > from ? start : from, end < to ? end : to);
      s = source.previous.data[s]!;
    }
  }

  private addProximity(source: number, target: number, low: number, high: number): void {
    const { isolations, proximity } = this.index;
    eachProximity(proximity, source, low, high, (other, from, to) => {
      if (other !== target) return;
      cutOut(from, to, isolations.of(source) ?? [], (left, right) =>
        cutOut(left, right, isolations.of(target) ?? [], (first, last) => this.union.push(first, last)),
      );
    });
  }
}
