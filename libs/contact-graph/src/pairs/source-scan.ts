import { ClassScan } from './class-scan.js';
import type { EncounterSums } from './encounter-sums.js';
import { Int32Column } from '../growable.js';
import { MarkScan } from './mark-scan.js';
import { measure } from './measure.js';
import type { DistanceClass, Preset } from '../preset.js';
import type { StayIndex } from '../days/stay-index.js';

/** Follows one source at a time and sums its edges to the persons asked for (contact-rules sections 4 and 7). */
export class SourceScan {
  /** The edges of the source last followed: parallel columns, times in column time. */
  readonly targets = new Int32Column();
  readonly nearSeconds = new Int32Column();
  readonly roomSeconds = new Int32Column();
  readonly firstAt = new Int32Column();
  readonly lastAt = new Int32Column();

  private readonly cells: MarkScan;
  private readonly near: ClassScan;
  private readonly room: ClassScan;
  private readonly usesRoom: boolean;

  constructor(
    index: StayIndex,
    preset: Preset,
    /** By person: 1 where edges to it are asked for. */
    wanted: Uint8Array,
  ) {
    this.cells = new MarkScan(index, wanted);
    this.near = new ClassScan(index, preset, 'near');
    this.room = new ClassScan(index, preset, 'room');
    this.usesRoom = preset.room.minMinutes !== null;
  }

  get rowsSeen(): number {
    return this.cells.rowsSeen + this.near.pair.rowsSeen + this.room.pair.rowsSeen;
  }

  /** Call it when no more sources follow. */
  release(): void {
    this.near.sums.release();
    this.room.sums.release();
  }

  /** Call it when more persons are asked for than before. */
  forget(): void {
    this.cells.forget();
  }

  /** Follows a source during [low, high), column time. */
  follow(source: number, low: number, high: number): void {
    const { cells, near, room } = this;
    this.targets.length = this.nearSeconds.length = this.roomSeconds.length = 0;
    this.firstAt.length = this.lastAt.length = 0;
    near.turnTo(source, low, high);
    near.findPieces(cells, near.sums);
    if (this.usesRoom) {
      room.turnTo(source, low, high);
      room.findPieces(cells, room.sums);
    }
    const timing = this.usesRoom ? room.sums : near.sums;
    this.judge(timing);
    this.describe(timing);
    if (!this.usesRoom && this.targets.length > 0) this.addRoomSeconds(source, low, high);
  }

  /** Measured seconds of both classes (contact-rules section 4) of an edge. */
  measured(edge: number, preset: Preset): Record<DistanceClass, number> {
    const [near, room] = [this.nearSeconds.data[edge]!, this.roomSeconds.data[edge]!];
    if (preset.accumulate === 'total') return { near, room };
    const of = (scan: ClassScan): number => measure(scan.union(this.targets.data[edge]!), preset);
    return { near: of(this.near), room: of(this.room) };
  }

  /** Keeps of the persons met those who are in contact with the source. */
  private judge({ touched, touchedCount }: EncounterSums): void {
    const { near, room, usesRoom } = this;
    for (let i = 0; i < touchedCount; i++) {
      const w = touched[i]!;
      near.settle(w);
      if (usesRoom) room.settle(w);
      if (near.qualifies(w) || (usesRoom && room.qualifies(w))) this.targets.push(w);
    }
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

  /** A preset without a room class still reports room seconds, of edges alone: few enough to look at the stays of each target. */
  private addRoomSeconds(source: number, low: number, high: number): void {
    const { room, targets } = this;
    room.turnTo(source, low, high);
    const seconds = room.pair.seconds(room.presence, source, targets, low, high);
    for (let edge = 0; edge < targets.length; edge++) this.roomSeconds.data[edge] = seconds[edge]!;
  }
}
