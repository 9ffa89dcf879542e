import type { Interval } from './traces/case-window.js';
import type { Evidence } from './evidence.js';
import type { DistanceClass, Preset } from './preset.js';
import type { StayIndex } from './days/stay-index.js';

/** An index case: a dense person number and its window (see `caseWindow`). One person may have several. */
export interface IndexCase extends Interval {
  readonly person: number;
}

/** What a forward trace is to find. */
export interface TraceQuestion {
  readonly preset: Preset;
  readonly cases: readonly IndexCase[];
  /** Epoch seconds; nothing at or after it counts. */
  readonly asOf: number;
  /** Greatest level to find, 1 or more. */
  readonly maxLevel: number;
  /** By person: its place in the order of code (by code unit), then id. All different. See `rankByCode`. */
  readonly rank: Int32Array;
  /** Rows looked at between two progress events (default 1 million: some tens of milliseconds). */
  readonly progressEvery?: number;
}

/** A question with the index to answer it from. */
export interface TraceInput extends TraceQuestion {
  /** Made with `preset.classes`, and with every recorded isolation, those that a case's `isolatedAt` opens included. */
  readonly index: StayIndex;
}

/** Sources that a trace follows next, in this order, and the open interval of each (epoch seconds, half-open). */
export interface NeedEvent {
  readonly type: 'need';
  readonly level: number;
  readonly persons: Int32Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/** The answer to a need: an index that serves the first `count` (1 or more) of its sources. */
export interface Feed {
  /**
   * Holds all stays and proximity of these sources in their open intervals and, for the days and groups of places (see
   * `PlaceTree`) that they touch there, those of everybody else. Made as that of `TraceInput`.
   */
  readonly index: StayIndex;
  readonly count: number;
}

/** One explaining edge of a contact, summed. Instants in epoch seconds. */
export interface ContactSource {
  readonly source: number;
  readonly nearSeconds: number;
  /** Of the union that holds the near time too, so never less than `nearSeconds`. */
  readonly roomSeconds: number;
  /** Start of the first piece and end of the last one, of the union that gives the edge its time. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** 1 − exp(−hazard). */
  readonly weight: number;
}

/** One person that a trace reached. Instants in epoch seconds. */
export interface Contact {
  readonly person: number;
  readonly level: number;
  readonly exposedAt: number;
  readonly lastExposureAt: number;
  readonly nearSeconds: number;
  readonly roomSeconds: number;
  readonly dose: number;
  readonly score: number;
  /** Number of explaining edges. */
  readonly sourceCount: number;
  /** The strongest of them (at most `STRONGEST`): weight falling, then code. */
  readonly sources: readonly ContactSource[];
}

/** Who got a time, or an earlier one, at one hop: two columns of the same length, persons ascending. */
export interface TimeChanges {
  readonly persons: Int32Array;
  /** Epoch seconds. */
  readonly times: Float64Array;
}

/** Between levels, so that the caller can report, renew a lease and give the event loop a turn. */
export interface ProgressEvent {
  readonly type: 'progress';
  readonly level: number;
  /** Steps done at this hop, of how many: a step a source where only who and when is found, else two. */
  readonly done: number;
  readonly total: number;
}

/** A finished level. Its contacts are final but for `earliestAt`, which deeper hops may lower. */
export interface LevelEvent {
  readonly type: 'level';
  readonly level: number;
  readonly size: number;
  /** In the order of the report: dose rounded to nine decimals falling, then code, then id. Made one at a time. */
  contacts(): IterableIterator<Contact>;
  readonly changes: TimeChanges;
}

/** A finished level of a trace that finds only who is reached and when. */
export type ReachedEvent = Omit<LevelEvent, 'contacts'>;
export type ReachEvent = ProgressEvent | ReachedEvent;

/** A trace reports progress any number of times, then one level event for each level from 1 to `maxLevel`. */
export type TraceEvent = ProgressEvent | LevelEvent;

/** What is known when the last level is done. */
export interface TraceOutcome {
  /** The merged windows of the index cases, one for each person. */
  readonly windows: readonly IndexCase[];
  /** Positions in `cases` of those whose window ends before it starts: they have no contacts. */
  readonly emptyCases: readonly number[];
  /** Contacts by level; position 0 counts the index persons. */
  readonly counts: readonly number[];
  /** By hop: position 0 holds the starts of the windows. Later entries override earlier ones. */
  readonly history: readonly TimeChanges[];
  /** Contacts for whom a later hop found an earlier time than `exposedAt`, with that final time. */
  readonly earlier: TimeChanges;
  /** Level of a person; undefined where it was not reached. */
  levelOf(person: number): number | undefined;
  /** The final time of a person; undefined where it was not reached. */
  earliestAt(person: number): number | undefined;
}

/** A stretch of one edge, named by the innermost common place of its class. */
export interface Piece extends Interval {
  /** Place number, or −1 for a proximity record. */
  readonly place: number;
  readonly kind: string;
  readonly class: DistanceClass;
  /** Sorted set of the evidence of all stays of both persons at the place that touch the piece; empty for proximity. */
  readonly evidence: readonly Evidence[];
}

/** An explaining edge with its pieces, by time. */
export interface ExplainedEdge extends ContactSource {
  readonly pieces: readonly Piece[];
}
