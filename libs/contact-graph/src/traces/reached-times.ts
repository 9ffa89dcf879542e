import { Int32Column } from '../growable.js';
import { NEVER } from '../time.js';

/** The least time at which each person was reached so far, and what changed at the hop at hand. */
export class ReachedTimes {
  /** By person, column time: NEVER where not reached, ALWAYS for index cases, who are never targets. */
  readonly bar: Int32Array;
  /** Who was reached at this hop for the first time. */
  readonly fresh = new Int32Column(64);
  /** Who was reached before and got an earlier time at this hop; `isChanged` marks both. */
  private readonly again = new Int32Column(64);
  private readonly isChanged: Uint8Array;

  constructor(personCount: number) {
    this.bar = new Int32Array(personCount).fill(NEVER);
    this.isChanged = new Uint8Array(personCount);
  }

  /** An earlier time counts at once, also within a hop: sources keep the times they opened at. */
  lower(person: number, time: number): void {
    const known = this.bar[person]!;
    if (time >= known) return;
    this.bar[person] = time;
    if (this.isChanged[person] === 1) return;
    this.isChanged[person] = 1;
    (known === NEVER ? this.fresh : this.again).push(person);
  }

  /** Begins the next hop; gives whose time changed at the one before, ascending, and of those who was reached before. */
  nextHop(): { changed: Int32Array; again: Int32Array } {
    const again = this.again.take();
    const changed = new Int32Array(this.fresh.length + again.length);
    changed.set(again);
    changed.set(this.fresh.take(), again.length);
    for (const person of changed.sort()) this.isChanged[person] = 0;
    return { changed, again };
  }
}
