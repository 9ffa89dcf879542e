import { LevelCollector } from './level-collector.js';
import type { Preset } from '../preset.js';
import type { SourceScan } from '../pairs/source-scan.js';
import type { Follower } from './sources.js';
import type { LevelEvent, TimeChanges } from '../types.js';

/** Sums the explaining edges of one level after the other (contact-rules section 7), of persons already reached. */
export class LevelReport implements Follower {
  /** By person: 1 for whom the level at hand takes in. */
  readonly wanted: Uint8Array;
  private readonly scores: Float64Array;
  private readonly contactOf: Int32Array;
  private collector: LevelCollector;
  private scan: SourceScan;

  constructor(
    private readonly preset: Preset,
    private readonly rank: Int32Array,
    indexPersons: Int32Array,
  ) {
    this.wanted = new Uint8Array(rank.length);
    this.scores = new Float64Array(rank.length);
    this.contactOf = new Int32Array(rank.length).fill(-1);
    for (const person of indexPersons) this.scores[person] = 1;
  }

  begin(level: number): void {
    this.collector = new LevelCollector(level, this.preset, this.contactOf);
  }

  /** Takes in persons whom the sources that follow on `scan` may have reached, beside those before. */
  turnTo(scan: SourceScan, persons: Int32Array): void {
    for (const person of persons) this.wanted[person] = 1;
    scan.forget();
    this.scan = scan;
  }

  get rowsSeen(): number {
    return this.scan.rowsSeen;
  }

  /** Adds the edges of a source; sources have to come in ascending order of their code. */
  follow(source: number, low: number, high: number): void {
    const { scan, collector } = this;
    const score = this.scores[source]!;
    scan.follow(source, low, high);
    for (let edge = 0; edge < scan.targets.length; edge++) collector.add(source, score, scan, edge);
  }

  finish(changes: TimeChanges): LevelEvent {
    const { collector } = this;
    for (const person of collector.persons.data.subarray(0, collector.persons.length)) this.wanted[person] = 0;
    return collector.finish(this.rank, this.scores, changes);
  }
}
