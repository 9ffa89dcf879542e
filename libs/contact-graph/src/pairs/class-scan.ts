import type { CellScan, PieceSink } from './cell-scan.js';
import { EncounterSums } from './encounter-sums.js';
import { cutOut } from '../days/isolations.js';
import { measure, thresholdSeconds } from './measure.js';
import { PairUnion, type UnionOfPair } from './pair-union.js';
import { Presence } from '../days/presence.js';
import type { DistanceClass, Preset } from '../preset.js';
import { eachProximity } from '../days/proximity.js';
import type { StayIndex } from '../days/stay-index.js';

/** Presence of a source, running sums with those it meets, and the careful way, for one distance class. */
export class ClassScan {
  readonly presence: Presence;
  readonly sums: EncounterSums;
  readonly pair: PairUnion;
  /** Measured seconds at which a pair qualifies (contact-rules section 4); Infinity where none can. */
  readonly threshold: number;
  private readonly isRolling: boolean;
  private source = -1;
  private low = 0;
  private high = 0;

  constructor(
    private readonly index: StayIndex,
    private readonly preset: Preset,
    private readonly distance: DistanceClass,
  ) {
    const { nearCellOf, groupOf } = index.tree.cells;
    const keys = distance === 'near' ? nearCellOf : groupOf;
    this.presence = new Presence(index, keys);
    this.sums = new EncounterSums(index.personCount, preset);
    this.pair = new PairUnion(index, keys);
    this.threshold = reachable(preset, distance);
    this.isRolling = preset.accumulate === 'rolling';
  }

  /** Begins the next source, open during [low, high) (column time). */
  turnTo(source: number, low: number, high: number): void {
    this.source = source;
    this.low = low;
    this.high = high;
    this.sums.reset();
    this.presence.load(source, low, high);
  }

  /** Gives `sink` the pieces with everybody whom `cells` looks for: of one person mostly by time. */
  findPieces<Sink extends PieceSink>(cells: CellScan<Sink>, sink: Sink): void {
    const { count, keys, from, to } = this.presence;
    for (let i = 0; i < count; i++) {
      if (this.distance === 'near') cells.scan(keys.data[i]!, from.data[i]!, to.data[i]!, sink);
      else cells.scanGroup(keys.data[i]!, from.data[i]!, to.data[i]!, sink);
    }
    const { proximity, isolations } = this.index;
    const cuts = isolations.of(this.source) ?? [];
    eachProximity(proximity, this.source, this.low, this.high, (other, start, end) =>
      cutOut(start, end, cuts, (left, right) => {
        if (cells.admits(other, left)) sink.add(other, left, right);
      }),
    );
  }

  /** Whether the running sums of a person leave something open: rows are not cut by the isolation of those found. */
  isUnsettled(person: number): boolean {
    return this.sums.isDisordered(person) || this.index.isolations.isolated[person] === 1;
  }

  /** Makes the running sums of a person right, from the stays of both. */
  settle(person: number): void {
    if (this.isUnsettled(person) && this.sums.has(person)) this.sums.replace(person, this.union(person));
  }

  /** Whether running sums say that the pair qualifies; they never say so wrongly. */
  surely(person: number): boolean {
    const { sums } = this;
    const seconds = this.preset.accumulate === 'total' ? sums.total(person) : sums.longestRun(person);
    return seconds >= this.threshold;
  }

  /** Whether whole running sums that do not say so mean no: several pieces may still fill a rolling window. */
  surelyNot(person: number): boolean {
    return !this.isRolling || this.sums.total(person) < this.threshold;
  }

  /** Whether the pair qualifies, where running sums are whole and settled. */
  qualifies(person: number): boolean {
    return this.surely(person) || (!this.surelyNot(person) && this.meets(this.union(person)));
  }

  /** The union with a person, from the stays of both. */
  union(person: number): UnionOfPair {
    return this.pair.of(this.presence, this.source, person, this.low, this.high);
  }

  /** Whether a union qualifies. */
  meets(union: UnionOfPair): boolean {
    return measure(union, this.preset) >= this.threshold;
  }
}

/** What a rolling window is too short for is never reached. */
function reachable(preset: Preset, distance: DistanceClass): number {
  const threshold = thresholdSeconds(preset[distance]);
  return preset.accumulate === 'rolling' && threshold > preset.perHours * 3600 ? Infinity : threshold;
}
