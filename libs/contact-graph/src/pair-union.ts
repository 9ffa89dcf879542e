import { Int32Column } from './growable.js';
import { cutOut } from './isolations.js';
import { fromIn, toIn, valueIn } from './packed.js';
import type { Presence } from './presence.js';
import { eachProximity } from './proximity.js';
import { RangeSorter } from './sort-range.js';
import type { IndexedPart, StayIndex } from './stay-index.js';

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

  constructor(
    private readonly index: StayIndex,
    private readonly keyOfPlace: Int32Array,
  ) {}

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
    this.union.clear();
    const cuts = this.index.isolations.of(target);
    const first = { interval: 0 };
    for (const part of this.index.parts) {
      if (part.base >= high) break;
      if (part.end > low) this.addDay(part, source, first, target, cuts, counts);
    }
    if (counts?.(PROXIMITY) !== false) this.addProximity(sourcePerson, target, low, high);
    this.union.settle(this.sorter);
    return this.union;
  }

  /** Meets the target's stays of one day with the source's intervals, of which those before `first` ended before it. */
  private addDay(
    { base, end: dayEnd, stays, hidden }: IndexedPart,
    source: Presence,
    first: { interval: number },
    target: number,
    cuts: readonly number[] | undefined,
    counts: ((key: number) => boolean) | undefined,
  ): void {
    const { start, words } = stays;
    const [keys, starts, ends] = [source.keys.data, source.from.data, source.to.data];
    while (first.interval < source.count && source.endSoFar.data[first.interval]! <= base) first.interval++;
    if (first.interval === source.count || starts[first.interval]! >= dayEnd) return;
    if (target + 1 >= start.length || hidden?.[target] === 1) return;
    this.rowsSeen += start[target + 1]! - start[target]!;
    for (let i = start[target]!; i < start[target + 1]!; i++) {
      const [word, times] = [words[2 * i]!, words[2 * i + 1]!];
      const key = this.keyOfPlace[valueIn(word) >> 3]!;
      if (key < 0) continue;
      const [from, to] = [base + fromIn(word, times), base + toIn(word, times)];
      for (let s = first.interval; s < source.count && starts[s]! < to; s++) {
        if (keys[s] !== key || ends[s]! <= from || counts?.(key) === false) continue;
        this.add(Math.max(starts[s]!, from), Math.min(ends[s]!, to), cuts);
      }
    }
  }

  private add(from: number, to: number, cuts: readonly number[] | undefined): void {
    if (cuts === undefined) this.union.push(from, to);
    else cutOut(from, to, cuts, (left, right) => this.union.push(left, right));
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
