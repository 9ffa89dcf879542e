import type { DistanceClass, Preset } from '../preset.js';
import type { StayIndex } from '../days/stay-index.js';
import type { Contact, IndexCase } from '../types.js';

/** What a backward trace is to find: who could have infected the cases (contact-rules section 8). */
export interface BackwardQuestion {
  readonly preset: Preset;
  /** The cases with their exposure intervals (see `exposureInterval`). One person may have several. */
  readonly cases: readonly IndexCase[];
  /** Epoch seconds; nothing at or after it counts. */
  readonly asOf: number;
  /** Persons with a known case. */
  readonly known: ReadonlySet<number>;
  /** By person: its place in the order of code, then id. See `rankByCode`. */
  readonly rank: Int32Array;
  /** By place: the number that it is listed under, where several numbers stand for one place; itself unless given. */
  readonly listedAs?: Int32Array;
}

/** A question with the index to answer it from. */
export interface BackwardInput extends BackwardQuestion {
  /** Made with `preset.classes`, and with every recorded isolation, those that a case's `isolatedAt` opens included. */
  readonly index: StayIndex;
}

/**
 * Somebody who shared an encounter with a case in its exposure interval. Seconds, dose and score are those of a contact of
 * level 1 whose sources are the cases; `exposedAt` and `lastExposureAt` are the first and the last instant together.
 */
export interface BackwardContact extends Contact {
  readonly isCase: boolean;
  /** Seconds of each class as the preset measures them (section 4), a case at a time, summed over the cases. */
  readonly measured: Readonly<Record<DistanceClass, number>>;
  /** Whether the pair with any one of the cases qualifies. */
  readonly qualifies: boolean;
}

/** A place that ties index persons to each other. Instants in epoch seconds. */
export interface CommonPlace {
  readonly place: number;
  /** The index persons, two or more, in the order of code. */
  readonly persons: readonly number[];
  /** Time together at the place, summed over the pairs of persons. */
  readonly overlapSeconds: number;
  /** The least time between the stays of two of them; 0 where any two overlap. */
  readonly gapSeconds: number;
  /** Bounds of what ties each pair: of the time together or, without any, of the narrowest gap. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** The answer of a backward trace. */
export interface BackwardOutcome {
  /** The exposure interval of each index person, those of one person merged. */
  readonly windows: readonly IndexCase[];
  /** Positions in `cases` of those whose interval ends before it starts: they have no contacts. */
  readonly emptyCases: readonly number[];
  readonly size: number;
  /** In the order of the report (see `traceBackward`). Made one at a time. */
  contacts(): IterableIterator<BackwardContact>;
  /** Places by number of persons, then time together, both falling, then number. */
  readonly places: readonly CommonPlace[];
}
