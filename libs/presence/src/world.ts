import {
  type Feed,
  type Isolation,
  type NeedEvent,
  type PlaceTree,
  type StayDay,
  type StayIndex,
  stayIndexOf,
  type StayIndexOptions,
} from '@app/contact-graph';
import type { People } from './people.js';
import type { PlaceNumbers } from './place-numbers.js';

/** What a trace knows before it looks at any stay. */
export interface Basis extends StayIndexOptions {
  readonly people: People;
  readonly places: PlaceNumbers;
  readonly tree: PlaceTree;
  readonly isolations: readonly Isolation[];
  /** The window, half-open, epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** The local dates in it of which anything may be stored, ascending. */
  readonly days: readonly string[];
}

/** Presence in a window of time as of one instant. Whoever opened it closes it. */
export interface World {
  readonly strategy: 'memory' | 'sql';
  readonly basis: Basis;
  /** Stays and proximity records of the window's days that are left out, because their worker or place is not known. */
  leftOut(): Promise<number>;
  /** An index that serves the first sources that a trace needs. */
  feed(need: Pick<NeedEvent, 'persons' | 'from' | 'to'>): Promise<Feed>;
  /** An index of at least everything about some persons in the window. */
  ofPersons(persons: Iterable<number>): Promise<StayIndex>;
  /** An index of the whole window. */
  whole(): Promise<StayIndex>;
  close(): Promise<void>;
}

/** A world whose days are all in memory: one index serves everything. */
export class MemoryWorld implements World {
  readonly strategy = 'memory';
  private readonly index: StayIndex;

  constructor(
    readonly basis: Basis,
    days: readonly StayDay[],
    private readonly rowsLeftOut: number,
  ) {
    this.index = stayIndexOf(days, basis);
  }

  leftOut(): Promise<number> {
    return Promise.resolve(this.rowsLeftOut);
  }

  feed({ persons }: Pick<NeedEvent, 'persons'>): Promise<Feed> {
    return Promise.resolve({ index: this.index, count: persons.length });
  }

  ofPersons(): Promise<StayIndex> {
    return Promise.resolve(this.index);
  }

  whole(): Promise<StayIndex> {
    return Promise.resolve(this.index);
  }

  async close(): Promise<void> {}
}
