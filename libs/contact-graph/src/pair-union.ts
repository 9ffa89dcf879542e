import { Int32Column } from './growable.js';
import { Presence } from './presence.js';
import { RangeSorter } from './sort-range.js';
import type { StayIndex } from './stay-index.js';

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
  private readonly target: Presence;
  private readonly union = new UnionOfPair();
  private readonly sorter = new RangeSorter();

  constructor(
    private readonly index: StayIndex,
    keyOfPlace: Int32Array,
    keyCount: number,
  ) {
    this.target = new Presence(index.stays, index.isolations, keyOfPlace, keyCount);
  }

  /** The union of a source, loaded by the same keys for [low, high), with a target. Valid until the next call. */
  of(source: Presence, sourcePerson: number, target: number, low: number, high: number): UnionOfPair {
    this.union.clear();
    this.target.load(target, low, high);
    for (let i = 0; i < this.target.count; i++) {
      const [from, to] = [this.target.from.data[i]!, this.target.to.data[i]!];
      let s = source.latestOf(this.target.keys.data[i]!);
      while (s >= 0 && source.to.data[s]! > from) {
        if (source.from.data[s]! < to) {
          this.union.push(Math.max(from, source.from.data[s]!), Math.min(to, source.to.data[s]!));
        }
        s = source.previous.data[s]!;
      }
    }
    this.addProximity(sourcePerson, target, low, high);
    this.union.settle(this.sorter);
    return this.union;
  }

  private addProximity(source: number, target: number, low: number, high: number): void {
    const { start, other, from, to } = this.index.proximity;
    for (let i = start[source]!, end = start[source + 1]!; i < end && from[i]! < high; i++) {
      if (other[i] === target && to[i]! > low) this.union.push(Math.max(from[i]!, low), Math.min(to[i]!, high));
    }
  }
}
