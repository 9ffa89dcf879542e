import { Int32Column } from '../growable.js';
import { cutOut } from '../days/isolations.js';
import { totalSeconds } from './measure.js';
import { fromIn, toIn, valueIn } from '../days/packed.js';
import type { Presence } from '../days/presence.js';
import { eachProximity } from '../days/proximity.js';
import { RunningTotals } from './running-totals.js';
import { RangeSorter } from '../sort-range.js';
import type { StayIndex } from '../days/stay-index.js';

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

/** One day on which the source was somewhere: the target's rows, and the range of the source's intervals in it. */
interface SourceDay {
  readonly base: number;
  readonly start: Int32Array;
  readonly words: Int32Array;
  readonly hidden: Uint8Array | null;
  readonly first: number;
  readonly last: number;
  /** Bit k mod 32 of every key k that the source has on this day. */
  readonly keyBits: number;
}

/** Works out one union of one pair exactly, from the stays of both; the careful way where running sums do not do. */
export class PairUnion {
  /** Rows looked at since the trace began. */
  rowsSeen = 0;
  private readonly union = new UnionOfPair();
  private readonly totals = new RunningTotals();
  private readonly sorter = new RangeSorter();
  private days: readonly SourceDay[] = [];
  private daysOf = -1;

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
    this.turnTo(source);
    this.addStays(source, target, counts);
    if (this.index.proximity.length > 0 && counts?.(PROXIMITY) !== false)
      this.addProximity(sourcePerson, target, low, high);
    this.union.settle(this.sorter);
    return this.union;
  }

  /**
   * Seconds of the same unions with many targets, valid until the next call. Where the pieces of a target come in order of
   * their start, as they nearly always do, they are added up as they come and never collected: day by day, for those who
   * met at one place lie close together in every day.
   */
  seconds(source: Presence, sourcePerson: number, targets: Int32Column, low: number, high: number): Int32Array {
    const { totals, index } = this;
    this.turnTo(source);
    totals.begin(targets.length);
    for (const day of this.days) this.addUp(day, source, targets);
    for (let i = 0; i < targets.length; i++) {
      const target = targets.data[i]!;
      if (index.proximity.length === 0 && index.isolations.isolated[target] === 0 && !totals.isDisordered(i)) continue;
      totals.seconds[i] = totalSeconds(this.of(source, sourcePerson, target, low, high));
    }
    return totals.seconds;
  }

  private turnTo(source: Presence): void {
    if (this.daysOf === source.serial) return;
    this.daysOf = source.serial;
    this.days = this.daysWith(source);
  }

  /** Adds up the pieces of one day, isolation of the targets left in. */
  private addUp(day: SourceDay, source: Presence, targets: Int32Column): void {
    const { keyOfPlace, totals } = this;
    const { base, start, words, hidden, first, last, keyBits } = day;
    const [keys, starts, ends, endSoFar] = [source.keys.data, source.from.data, source.to.data, source.endSoFar.data];
    for (let t = 0; t < targets.length; t++) {
      const target = targets.data[t]!;
      if (target + 1 >= start.length || (hidden !== null && hidden[target] === 1)) continue;
      const end = start[target + 1]!;
      this.rowsSeen += end - start[target]!;
      for (let i = start[target]!, next = first; i < end; i++) {
        const word = words[2 * i]!;
        const key = keyOfPlace[valueIn(word) >> 3]!;
        if (key < 0 || ((keyBits >>> (key & 31)) & 1) === 0) continue;
        const times = words[2 * i + 1]!;
        const from = base + fromIn(word, times);
        const to = base + toIn(word, times);
        while (next < last && endSoFar[next]! <= from) next++;
        for (let s = next; s < last && starts[s]! < to; s++) {
          if (keys[s] !== key || ends[s]! <= from) continue;
          totals.add(t, starts[s]! > from ? starts[s]! : from, ends[s]! < to ? ends[s]! : to);
        }
      }
    }
  }

  private daysWith({ count, keys, from, endSoFar }: Presence): SourceDay[] {
    const days: SourceDay[] = [];
    let first = 0;
    for (const { base, end, stays, hidden } of this.index.parts) {
      while (first < count && endSoFar.data[first]! <= base) first++;
      let last = first;
      let keyBits = 0;
      for (; last < count && from.data[last]! < end; last++) keyBits |= 1 << (keys.data[last]! & 31);
      if (last > first) days.push({ base, start: stays.start, words: stays.words, hidden, first, last, keyBits });
    }
    return days;
  }

  private addStays(source: Presence, target: number, counts: ((key: number) => boolean) | undefined): void {
    const cuts = this.index.isolations.of(target);
    const keyOfPlace = this.keyOfPlace;
    const [keys, starts, ends] = [source.keys.data, source.from.data, source.to.data];
    for (const { base, start, words, hidden, first, last, keyBits } of this.days) {
      if (target + 1 >= start.length || (hidden !== null && hidden[target] === 1)) continue;
      const end = start[target + 1]!;
      for (let i = start[target]!; i < end; i++) {
        const word = words[2 * i]!;
        const key = keyOfPlace[valueIn(word) >> 3]!;
        if (key < 0 || ((keyBits >>> (key & 31)) & 1) === 0) continue;
        const times = words[2 * i + 1]!;
        const from = base + fromIn(word, times);
        const to = base + toIn(word, times);
        this.rowsSeen++;
        for (let s = first; s < last; s++) {
          if (keys[s] !== key || ends[s]! <= from || starts[s]! >= to || counts?.(key) === false) continue;
          this.add(Math.max(starts[s]!, from), Math.min(ends[s]!, to), cuts);
        }
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
