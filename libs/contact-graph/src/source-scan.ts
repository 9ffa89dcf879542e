import { CellScan } from './cell-scan.js';
import { EncounterSums } from './encounter-sums.js';
import { Int32Column } from './growable.js';
import { cutOut } from './isolations.js';
import { measure, thresholdSeconds } from './measure.js';
import { PairUnion } from './pair-union.js';
import { Presence } from './presence.js';
import type { DistanceClass, Preset } from './preset.js';
import { eachProximity } from './proximity.js';
import type { StayIndex } from './stay-index.js';
import { NEVER } from './time.js';

/** Presence, running sums and the careful way for one distance class. */
interface ClassScan {
  readonly presence: Presence;
  readonly sums: EncounterSums;
  readonly pair: PairUnion;
  readonly threshold: number;
}

/** Follows one source at a time and finds the edges that can change something (contact-rules sections 4 and 6). */
export class SourceScan {
  /** The edges of the source last followed: parallel columns, times in column time. */
  readonly targets = new Int32Column();
  readonly nearSeconds = new Int32Column();
  /** Where the preset does not use the room class: 0, but for the new targets of `follow`, which alone are reported. */
  readonly roomSeconds = new Int32Column();
  readonly firstAt = new Int32Column();
  readonly lastAt = new Int32Column();

  private readonly cellScan: CellScan;
  private readonly near: ClassScan;
  private readonly room: ClassScan;
  private readonly usesRoom: boolean;
  private source = -1;
  private low = 0;
  private high = 0;

  constructor(
    private readonly index: StayIndex,
    private readonly preset: Preset,
    /**
     * By person: its time so far, NEVER where not reached, ALWAYS for an index case. The owner may lower the times of
     * those already reached as soon as an edge does; those not reached have to stay so until the hop ends.
     */
    private readonly bar: Int32Array,
  ) {
    const { cells } = index.tree;
    const scan = (rule: Preset['near'], keys: Int32Array): ClassScan => ({
      presence: new Presence(index, keys),
      sums: new EncounterSums(index.personCount, preset),
      pair: new PairUnion(index, keys),
      threshold: thresholdSeconds(rule),
    });
    this.cellScan = new CellScan(index, bar);
    this.near = scan(preset.near, cells.nearCellOf);
    this.room = scan(preset.room, cells.groupOf);
    this.usesRoom = preset.room.minMinutes !== null;
  }

  get rowsSeen(): number {
    return this.cellScan.rowsSeen + this.near.pair.rowsSeen + this.room.pair.rowsSeen;
  }

  /** Call it when no more sources follow. */
  release(): void {
    this.near.sums.release();
    this.room.sums.release();
  }

  nextHop(): void {
    this.cellScan.nextHop();
  }

  /** Follows a source during [low, high), column time. */
  follow(source: number, low: number, high: number): void {
    this.meet(source, low, high);
    this.describe(this.usesRoom ? this.room.sums : this.near.sums);
    if (!this.usesRoom) this.addRoomSeconds();
  }

  /** The same for whom `targets` is enough: the other columns stay empty. */
  meet(source: number, low: number, high: number): void {
    this.clear(source, low, high);
    this.near.presence.load(source, low, high);
    this.scanNear();
    this.addProximity(this.near.sums);
    if (this.usesRoom) {
      this.room.presence.load(source, low, high);
      this.scanRoom();
      this.addProximity(this.room.sums);
    }
    this.judge(this.usesRoom ? this.room.sums : this.near.sums);
  }

  /** Measured seconds of both classes (contact-rules section 4) for an edge to somebody not reached before. */
  measured(edge: number, preset: Preset): Record<DistanceClass, number> {
    const [near, room] = [this.nearSeconds.data[edge]!, this.roomSeconds.data[edge]!];
    if (preset.accumulate === 'total') return { near, room };
    const of = (scan: ClassScan): number => measure(this.union(scan, this.targets.data[edge]!), preset);
    return { near: of(this.near), room: of(this.room) };
  }

  private clear(source: number, low: number, high: number): void {
    this.source = source;
    this.low = low;
    this.high = high;
    this.near.sums.reset();
    this.room.sums.reset();
    for (const column of [this.targets, this.nearSeconds, this.roomSeconds, this.firstAt, this.lastAt])
      column.length = 0;
  }

  private scanNear(): void {
    const { presence, sums } = this.near;
    for (let i = 0; i < presence.count; i++) {
      this.cellScan.scan(presence.keys.data[i]!, presence.from.data[i]!, presence.to.data[i]!, sums);
    }
  }

  private scanRoom(): void {
    const { presence, sums } = this.room;
    for (let i = 0; i < presence.count; i++) {
      this.cellScan.scanGroup(presence.keys.data[i]!, presence.from.data[i]!, presence.to.data[i]!, sums);
    }
  }

  private addProximity(sums: EncounterSums): void {
    const { proximity, isolations } = this.index;
    const cuts = isolations.of(this.source) ?? [];
    eachProximity(proximity, this.source, this.low, this.high, (other, low, high) =>
      cutOut(low, high, cuts, (from, to) => {
        if (this.bar[other]! > from) sums.add(other, from, to);
      }),
    );
  }

  /** Keeps of the persons met those whom the source reaches, or reaches earlier. */
  private judge({ touched, touchedCount }: EncounterSums): void {
    const { near, room, usesRoom } = this;
    const { isolated } = this.index.isolations;
    for (let i = 0; i < touchedCount; i++) {
      const w = touched[i]!;
      const alone = isolated[w] === 1;
      if (alone || near.sums.isDisordered(w)) this.settle(near, w);
      if (usesRoom && (alone || room.sums.isDisordered(w))) this.settle(room, w);
      if (this.qualifies(near, w) || (usesRoom && this.qualifies(room, w))) this.targets.push(w);
    }
  }

  /** Rows of others are not cut by their isolation: those who have one are measured from the stays. */
  private settle(scan: ClassScan, w: number): void {
    if (scan.sums.has(w)) scan.sums.replace(w, this.union(scan, w));
  }

  /** Fills in what is known of the targets; `timing` gives an edge its time. */
  private describe(timing: EncounterSums): void {
    for (let edge = 0; edge < this.targets.length; edge++) {
      const w = this.targets.data[edge]!;
      this.nearSeconds.push(this.near.sums.total(w));
      this.roomSeconds.push(this.usesRoom ? this.room.sums.total(w) : 0);
      this.firstAt.push(timing.first(w));
      this.lastAt.push(timing.last(w));
    }
  }

  private union(scan: ClassScan, w: number) {
    return scan.pair.of(scan.presence, this.source, w, this.low, this.high);
  }

  /**
   * Running sums say yes at once, or no where they are whole. Those of a target already reached hold only its pieces that
   * start before its time, and a rolling window needs the pieces: then the pair is measured from the stays.
   */
  private qualifies(scan: ClassScan, w: number): boolean {
    const { sums, threshold } = scan;
    if (threshold === Infinity) return false;
    const { accumulate, perHours } = this.preset;
    const whole = this.bar[w] === NEVER;
    if (accumulate === 'total') {
      if (sums.total(w) >= threshold) return true;
      if (whole) return false;
    } else if (accumulate === 'continuous') {
      if (sums.longestRun(w) >= threshold) return true;
      if (whole) return false;
    } else {
      if (threshold > perHours * 3600 || (whole && sums.total(w) < threshold)) return false;
      if (sums.longestRun(w) >= threshold) return true;
    }
    return measure(this.union(scan, w), this.preset) >= threshold;
  }

  /** A preset without a room class still reports room seconds, of new contacts alone: few enough to measure one by one. */
  private addRoomSeconds(): void {
    const { presence, pair } = this.room;
    let loaded = false;
    for (let edge = 0; edge < this.targets.length; edge++) {
      const w = this.targets.data[edge]!;
      if (this.bar[w] !== NEVER) continue;
      if (!loaded) presence.load(this.source, this.low, this.high);
      loaded = true;
      this.roomSeconds.data[edge] = pair.seconds(presence, this.source, w, this.low, this.high);
    }
  }
}
