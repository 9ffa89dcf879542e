import { belowBars } from '../pairs/bar-scan.js';
import type { CellScan, PieceSink } from '../pairs/cell-scan.js';
import { ClassScan } from '../pairs/class-scan.js';
import type { Preset } from '../preset.js';
import type { ReachedTimes } from './reached-times.js';
import type { StayIndex } from '../days/stay-index.js';
import { NEVER } from '../time.js';

/**
 * Finds whom one source after the other reaches, and when (contact-rules section 6), and nothing else. A time counts as
 * soon as its pair is known to qualify, which a single piece mostly shows; what starts at a person's time or later is
 * not looked at any more, and where that leaves a pair's sums short it is measured from the stays.
 */
export class ReachScan implements PieceSink {
  private readonly cells: CellScan<PieceSink>;
  /** The class whose first piece is an edge's time. */
  private readonly timing: ClassScan;
  /** The near class, where a pair may qualify by it and not by the one that gives the time. */
  private readonly near: ClassScan | undefined;
  private readonly isolated: Uint8Array;
  /** By person: 1 where the source at hand has pieces in the sums. */
  private readonly isSummed: Uint8Array;

  constructor(
    index: StayIndex,
    preset: Preset,
    private readonly times: ReachedTimes,
  ) {
    const usesRoom = preset.room.minMinutes !== null;
    this.cells = belowBars(index, times.bar);
    this.timing = new ClassScan(index, preset, usesRoom ? 'room' : 'near');
    const near = usesRoom ? new ClassScan(index, preset, 'near') : undefined;
    // room time is never less than near time: where no more of it is asked for, it is what qualifies
    this.near = near && near.threshold < this.timing.threshold ? near : undefined;
    this.isolated = index.isolations.isolated;
    this.isSummed = new Uint8Array(index.personCount);
  }

  get rowsSeen(): number {
    return this.cells.rowsSeen + this.timing.pair.rowsSeen + (this.near?.pair.rowsSeen ?? 0);
  }

  /** Call it when no more sources follow. */
  release(): void {
    this.timing.sums.release();
    this.near?.sums.release();
  }

  /** Follows a source during [low, high), column time. */
  follow(source: number, low: number, high: number): void {
    const { near, timing, cells } = this;
    if (near) {
      near.turnTo(source, low, high);
      near.findPieces(cells, near.sums);
    }
    timing.turnTo(source, low, high);
    timing.findPieces(cells, this);
    const { touched, touchedCount } = timing.sums;
    for (let i = 0; i < touchedCount; i++) {
      this.settle(touched[i]!);
      this.isSummed[touched[i]!] = 0;
    }
  }

  /** Takes a piece of the class that gives the time. What is enough by itself and has none before it needs no sum. */
  add(person: number, from: number, to: number): void {
    const { timing, near, isSummed } = this;
    if (to - from >= timing.threshold && isSummed[person] === 0 && this.isolated[person] === 0) {
      this.times.lower(person, from);
      return;
    }
    isSummed[person] = 1;
    timing.sums.add(person, from, to);
    if (this.isolated[person] === 1) return;
    if (timing.surely(person) || near?.surely(person)) this.times.lower(person, timing.sums.first(person));
  }

  /** Measures from the stays those of whom running sums could not tell. */
  private settle(person: number): void {
    const { timing, near, times } = this;
    const known = times.bar[person]!;
    if (!timing.isUnsettled(person) && !near?.isUnsettled(person)) {
      if (known <= timing.sums.first(person)) return;
      if (known === NEVER && timing.surelyNot(person) && near?.surelyNot(person) !== false) return;
    }
    const union = timing.union(person);
    if (union.count === 0) return;
    const first = union.from.data[0]!;
    if (first < known && (timing.meets(union) || near?.meets(near.union(person)))) times.lower(person, first);
  }
}
