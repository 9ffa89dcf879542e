import { CellScan } from './cell-scan.js';
import { EncounterSums } from './encounter-sums.js';
import { Int32Column } from './growable.js';
import { measure, thresholdSeconds } from './measure.js';
import { PairUnion } from './pair-union.js';
import { Presence } from './presence.js';
import type { Preset } from './preset.js';
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
  /** Holds 0 for targets already reached where the preset does not use the room class: nobody reports those. */
  readonly roomSeconds = new Int32Column();
  readonly firstAt = new Int32Column();
  readonly lastAt = new Int32Column();

  private readonly cellScan: CellScan;
  private readonly near: ClassScan;
  private readonly room: ClassScan;
  private readonly usesRoom: boolean;
  /** By person: serial number of the source whose new target it is. */
  private readonly wanted: Int32Array;
  private serial = 0;
  private source = -1;
  private low = 0;
  private high = 0;

  constructor(
    private readonly index: StayIndex,
    private readonly preset: Preset,
    /** By person: its time so far, NEVER where not reached, ALWAYS for an index case. Changes between hops only. */
    private readonly bar: Int32Array,
  ) {
    const { cells } = index;
    const scan = (rule: Preset['near'], keys: Int32Array, keyCount: number): ClassScan => ({
      presence: new Presence(index.stays, index.isolations, keys, keyCount),
      sums: new EncounterSums(index.personCount, preset),
      pair: new PairUnion(index, keys, keyCount),
      threshold: thresholdSeconds(rule),
    });
    this.cellScan = new CellScan(index);
    this.near = scan(preset.near, cells.nearCellOf, cells.cellCount);
    this.room = scan(preset.room, cells.groupOf, cells.groupCount);
    this.usesRoom = preset.room.minMinutes !== null;
    this.wanted = new Int32Array(index.personCount);
  }

  get rowsSeen(): number {
    return this.cellScan.rowsSeen;
  }

  nextHop(): void {
    this.cellScan.nextHop();
  }

  /** Follows a source during [low, high), column time. */
  follow(source: number, low: number, high: number): void {
    this.clear(source, low, high);
    this.near.presence.load(source, low, high);
    if (this.usesRoom) this.room.presence.load(source, low, high);
    const first = this.firstSecond();
    if (first === NEVER) return;
    this.scanNear(first);
    this.addProximity(this.near.sums, this.bar, first);
    if (this.usesRoom) {
      this.scanRoom(this.bar, first);
      this.addProximity(this.room.sums, this.bar, first);
    }
    this.judge(this.usesRoom ? this.room : this.near);
    if (!this.usesRoom) this.addRoomSeconds();
  }

  private clear(source: number, low: number, high: number): void {
    this.source = source;
    this.low = low;
    this.high = high;
    this.serial++;
    this.near.sums.reset();
    this.room.sums.reset();
    for (const column of [this.targets, this.nearSeconds, this.roomSeconds, this.firstAt, this.lastAt])
      column.length = 0;
  }

  /** No edge of this source can have an earlier time. */
  private firstSecond(): number {
    let first = NEVER;
    const presence = this.usesRoom ? this.room.presence : this.near.presence;
    if (presence.count > 0) first = presence.from.data[0]!;
    const { start, from, to } = this.index.proximity;
    for (let i = start[this.source]!, end = start[this.source + 1]!; i < end && from[i]! < this.high; i++) {
      if (to[i]! > this.low) first = Math.min(first, Math.max(from[i]!, this.low));
    }
    return first;
  }

  private scanNear(above: number): void {
    const { presence, sums } = this.near;
    for (let i = 0; i < presence.count; i++) {
      const cell = presence.keys.data[i]!;
      if (this.cellScan.isClosed(cell, this.bar, above)) continue;
      this.cellScan.scan(cell, presence.from.data[i]!, presence.to.data[i]!, this.bar, above, sums);
    }
  }

  /** Scans the groups for those whom `admit` lets through; cells are skipped by their bars all the same. */
  private scanRoom(admit: Int32Array, above: number): void {
    const { presence, sums } = this.room;
    const { groupStart } = this.index.cells;
    const byBar = admit === this.bar;
    for (let i = 0; i < presence.count; i++) {
      const group = presence.keys.data[i]!;
      const [from, to] = [presence.from.data[i]!, presence.to.data[i]!];
      for (let cell = groupStart[group]!; cell < groupStart[group + 1]!; cell++) {
        if (this.cellScan.isClosed(cell, this.bar, byBar ? above : NEVER - 1)) continue;
        this.cellScan.scan(cell, from, to, admit, above, sums);
      }
    }
  }

  private addProximity(sums: EncounterSums, admit: Int32Array, above: number): void {
    const { start, other, from, to } = this.index.proximity;
    for (let i = start[this.source]!, end = start[this.source + 1]!; i < end && from[i]! < this.high; i++) {
      const w = other[i]!;
      if (to[i]! <= this.low || admit[w]! <= above) continue;
      sums.add(w, Math.max(from[i]!, this.low), Math.min(to[i]!, this.high));
    }
  }

  /** Keeps of the persons met those whom the source reaches, or reaches earlier; `timing` gives an edge its time. */
  private judge(timing: ClassScan): void {
    const { touched, touchedCount } = timing.sums;
    for (let i = 0; i < touchedCount; i++) {
      const w = touched[i]!;
      this.settle(this.near, w);
      if (this.usesRoom) this.settle(this.room, w);
      const first = timing.sums.first(w);
      if (first >= this.bar[w]! || !(this.qualifies(this.near, w) || this.qualifies(this.room, w))) continue;
      this.targets.push(w);
      this.nearSeconds.push(this.near.sums.total(w));
      this.roomSeconds.push(this.room.sums.total(w));
      this.firstAt.push(first);
      this.lastAt.push(timing.sums.last(w));
    }
  }

  private settle(scan: ClassScan, w: number): void {
    if (scan.sums.isDisordered(w)) scan.sums.replace(w, this.union(scan, w));
  }

  private union(scan: ClassScan, w: number) {
    return scan.pair.of(scan.presence, this.source, w, this.low, this.high);
  }

  private qualifies(scan: ClassScan, w: number): boolean {
    const { sums, threshold } = scan;
    if (this.preset.accumulate === 'continuous') return sums.longestRun(w) >= threshold;
    if (sums.total(w) < threshold) return false;
    if (this.preset.accumulate === 'total') return true;
    if (sums.last(w) - sums.first(w) <= this.preset.perHours * 3600) return true;
    return measure(this.union(scan, w), this.preset) >= threshold;
  }

  /** A preset without a room class still reports room seconds, of new contacts alone: a pass for just these. */
  private addRoomSeconds(): void {
    let count = 0;
    for (let i = 0; i < this.targets.length; i++) {
      const w = this.targets.data[i]!;
      if (this.bar[w] !== NEVER) continue;
      this.wanted[w] = this.serial;
      count++;
    }
    if (count === 0) return;
    this.room.presence.load(this.source, this.low, this.high);
    this.scanRoom(this.wanted, this.serial - 1);
    this.addProximity(this.room.sums, this.wanted, this.serial - 1);
    for (let i = 0; i < this.targets.length; i++) {
      const w = this.targets.data[i]!;
      if (this.bar[w] !== NEVER) continue;
      this.settle(this.room, w);
      this.roomSeconds.data[i] = this.room.sums.total(w);
    }
  }
}
