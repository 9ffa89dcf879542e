import { Int32Column } from '../growable.js';
import { cutOut } from './isolations.js';
import { PersonStays } from './person-stays.js';
import type { StayIndex } from './stay-index.js';
import { ALWAYS } from '../time.js';

let loads = 0;

/**
 * Where one person was during an interval: stays merged by a key of their place (cell or group), isolation cut out.
 * Intervals 0 … count−1 ascend by start; those of one key are disjoint. Reused from person to person.
 */
export class Presence {
  count = 0;
  /** Another number after every load, of all presences. */
  serial = 0;
  readonly keys = new Int32Column();
  readonly from = new Int32Column();
  readonly to = new Int32Column();
  /** By interval: the greatest end of it and those before. */
  readonly endSoFar = new Int32Column();
  /** By interval: the one before it with the same key, or −1. */
  readonly previous = new Int32Column();
  /** By key: its latest interval; holds only if that interval exists and has this key, so it needs no clearing. */
  private readonly latest: Int32Array;

  private readonly stays: PersonStays;

  constructor(
    private readonly index: StayIndex,
    private readonly keyOfPlace: Int32Array,
  ) {
    this.stays = new PersonStays(index);
    // keys are numbers of places
    this.latest = new Int32Array(keyOfPlace.length);
  }

  /** Loads [low, high) of a person, in column time. Stays whose place has no key (−1) are left out. */
  load(person: number, low: number, high: number): void {
    const { stays } = this;
    this.serial = ++loads;
    stays.load(person, low, high);
    this.clear();
    for (let i = 0; i < stays.count; i++) {
      const key = this.keyOfPlace[stays.placeAndEvidence.data[i]! >> 3]!;
      if (key >= 0) this.add(key, Math.max(stays.from.data[i]!, low), Math.min(stays.to.data[i]!, high));
    }
    const cuts = this.index.isolations.of(person);
    if (cuts !== undefined && this.count > 0) this.cut(cuts);
    let end = ALWAYS;
    for (let i = 0; i < this.count; i++) this.endSoFar.push((end = Math.max(end, this.to.data[i]!)));
  }

  /** The latest interval of a key, or −1. */
  private latestOf(key: number): number {
    const i = this.latest[key]!;
    return i < this.count && this.keys.data[i] === key ? i : -1;
  }

  private clear(): void {
    this.count = this.keys.length = this.from.length = this.to.length = 0;
    this.endSoFar.length = this.previous.length = 0;
  }

  private add(key: number, from: number, to: number): void {
    const last = this.latestOf(key);
    if (last >= 0 && from <= this.to.data[last]!) {
      if (to > this.to.data[last]!) this.to.data[last] = to;
      return;
    }
    this.keys.push(key);
    this.from.push(from);
    this.to.push(to);
    this.previous.push(last);
    this.latest[key] = this.count++;
  }

  private cut(cuts: readonly number[]): void {
    const pieces: [key: number, from: number, to: number][] = [];
    for (let i = 0; i < this.count; i++) {
      const key = this.keys.data[i]!;
      cutOut(this.from.data[i]!, this.to.data[i]!, cuts, (from, to) => pieces.push([key, from, to]));
    }
    pieces.sort((a, b) => a[1] - b[1]);
    this.clear();
    for (const [key, from, to] of pieces) this.add(key, from, to);
  }
}
