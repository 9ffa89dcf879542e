import { type CellScan, type PieceSink } from './cell-scan.js';
import { ClassScan } from './class-scan.js';
import { Int32Column } from '../growable.js';
import { MarkScan } from './mark-scan.js';
import type { Preset } from '../preset.js';
import type { StayIndex } from '../days/stay-index.js';

/** By person: still to be found, and already known to be in contact with the source at hand. */
const WANTED = 1;
const MET = 2;

/**
 * Finds whom one source after the other is in contact with (contact-rules section 4), and nothing else of the pair. A single
 * piece mostly shows it; whoever is known to be met is not looked at again, and only what is left is summed.
 */
export class MetScan {
  /** Those the source last followed was in contact with. */
  readonly targets = new Int32Column();
  private readonly cells: CellScan<PieceSink>;
  private readonly classes: readonly ClassSink[];

  constructor(
    index: StayIndex,
    preset: Preset,
    /** By person: 1 where asked for. As before between two sources. */
    private readonly wanted: Uint8Array,
  ) {
    this.cells = new MarkScan<PieceSink>(index, wanted);
    const distances = preset.room.minMinutes === null ? (['near'] as const) : (['near', 'room'] as const);
    const { isolated } = index.isolations;
    this.classes = distances.map((distance) => {
      return new ClassSink(new ClassScan(index, preset, distance), isolated, wanted, this.targets);
    });
  }

  get rowsSeen(): number {
    return this.classes.reduce((rows, { scan }) => rows + scan.pair.rowsSeen, this.cells.rowsSeen);
  }

  /** Follows a source during [low, high), column time. */
  follow(source: number, low: number, high: number): void {
    const { targets, wanted } = this;
    targets.length = 0;
    for (const sink of this.classes) {
      sink.scan.turnTo(source, low, high);
      sink.scan.findPieces(this.cells, sink);
    }
    for (const { scan } of this.classes) this.judge(scan);
    for (let i = 0; i < targets.length; i++) wanted[targets.data[i]!] = WANTED;
  }

  /** Judges those of whom no piece alone was enough. */
  private judge(scan: ClassScan): void {
    const { touched, touchedCount } = scan.sums;
    for (let i = 0; i < touchedCount; i++) {
      const person = touched[i]!;
      if (this.wanted[person] === MET) continue;
      scan.settle(person);
      if (!scan.qualifies(person)) continue;
      this.wanted[person] = MET;
      this.targets.push(person);
    }
  }
}

/** Takes the pieces of one distance class. */
class ClassSink implements PieceSink {
  constructor(
    readonly scan: ClassScan,
    private readonly isolated: Uint8Array,
    private readonly wanted: Uint8Array,
    private readonly targets: Int32Column,
  ) {}

  add(person: number, from: number, to: number): void {
    if (to - from >= this.scan.threshold && this.isolated[person] === 0) {
      this.wanted[person] = MET;
      this.targets.push(person);
    } else this.scan.sums.add(person, from, to);
  }
}
