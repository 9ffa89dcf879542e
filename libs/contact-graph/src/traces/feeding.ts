import { ContactGraphError } from '../errors.js';
import type { Preset } from '../preset.js';
import type { StayIndex } from '../days/stay-index.js';
import type { Feed, NeedEvent } from '../types.js';

/** Refuses a trace: `invalid_trace` with the field that does not fit. */
export function refuse(field: string): never {
  throw new ContactGraphError('invalid_trace', { field });
}

/** Runs a trace that is fed on one index which holds everything. */
export function* servedBy<Event extends { readonly type: string }, Outcome>(
  index: StayIndex,
  run: Generator<Event | NeedEvent, Outcome, Feed | void>,
): Generator<Event, Outcome, void> {
  for (let step = run.next(); ;) {
    if (step.done) return step.value;
    const event = step.value;
    if (isNeed(event)) step = run.next({ index, count: event.persons.length });
    else {
      yield event;
      step = run.next();
    }
  }
}

function isNeed(event: { readonly type: string }): event is NeedEvent {
  return event.type === 'need';
}

/** The scan over the index that was fed last. */
export class FedScan<Scan extends { release(): void }> {
  private index: StayIndex | undefined;
  private scan: Scan | undefined;

  constructor(
    private readonly preset: Preset,
    private readonly personCount: number,
    private readonly make: (index: StayIndex) => Scan,
  ) {}

  /** Call it when no more sources follow. */
  release(): void {
    this.scan?.release();
    this.scan = undefined;
  }

  /** Throws `invalid_trace` for a feed that serves nobody, and for an index of other persons or classes. */
  of(feed: Feed | void): Scan {
    if (!feed || feed.count < 1) refuse('feed');
    const { index } = feed;
    if (this.scan === undefined || this.index !== index) {
      if (index.personCount !== this.personCount) refuse('rank');
      if (!index.tree.hasClasses(this.preset.classes)) refuse('classes');
      this.index = index;
      this.release();
      this.scan = this.make(index);
    }
    return this.scan;
  }
}
