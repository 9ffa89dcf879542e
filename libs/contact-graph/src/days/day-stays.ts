import { fromIn, timesOf, wordOf } from './packed.js';

/**
 * The stays of one day as they were given, by person: 8 bytes a stay. Person p has the rows from `start[p]` up to, not
 * with, `start[p + 1]`, ascending by start; row i is `words[2i]`, `words[2i + 1]` (see `packed.ts`), its value
 * place × 8 + evidence code. `start` reaches as far as the greatest person of the day. `base` is column time.
 */
export interface DayStays {
  readonly base: number;
  readonly count: number;
  readonly start: Int32Array;
  readonly words: Int32Array;
}

/** Words of a collected row: person, then the two of the row. */
const WORDS = 3;

/** Collects the stays of one day in any order, in chunks that never move, and sorts them once by counting. */
export class DayCollector {
  private static readonly CHUNK = 1 << 15;
  private chunks: Int32Array[] = [];
  private used = DayCollector.CHUNK;
  private greatestPerson = -1;
  private latestStart = 0;
  count = 0;

  /** Times are seconds since the day began. */
  add(person: number, placeAndEvidence: number, from: number, to: number): void {
    if (this.used === DayCollector.CHUNK) {
      this.chunks.push(new Int32Array(DayCollector.CHUNK * WORDS));
      this.used = 0;
    }
    const chunk = this.chunks[this.chunks.length - 1]!;
    const at = this.used++ * WORDS;
    chunk[at] = person;
    chunk[at + 1] = wordOf(placeAndEvidence, from, to);
    chunk[at + 2] = timesOf(from, to);
    if (person > this.greatestPerson) this.greatestPerson = person;
    if (from > this.latestStart) this.latestStart = from;
    this.count++;
  }

  /** Sorts by (person, start) and empties the collector. */
  take(base: number): DayStays {
    const byStart = this.inOrderOfStart();
    const start = new Int32Array(this.greatestPerson + 2);
    this.each((chunk, at) => start[chunk[at]! + 1]!++);
    accumulate(start);
    const next = start.slice();
    const words = new Int32Array(this.count * 2);
    for (const packed of byStart) {
      const chunk = this.chunks[Math.floor(packed / DayCollector.CHUNK)]!;
      const at = (packed % DayCollector.CHUNK) * WORDS;
      const row = next[chunk[at]!]!++ * 2;
      words[row] = chunk[at + 1]!;
      words[row + 1] = chunk[at + 2]!;
    }
    const stays = { base, count: this.count, start, words };
    this.chunks = [];
    this.used = DayCollector.CHUNK;
    this.count = this.latestStart = 0;
    this.greatestPerson = -1;
    return stays;
  }

  /** Numbers of the collected rows, ascending by start. */
  private inOrderOfStart(): Int32Array {
    const next = new Int32Array(this.latestStart + 2);
    this.each((chunk, at) => next[fromIn(chunk[at + 1]!, chunk[at + 2]!) + 1]!++);
    accumulate(next);
    const order = new Int32Array(this.count);
    let row = 0;
    this.each((chunk, at) => (order[next[fromIn(chunk[at + 1]!, chunk[at + 2]!)]!++] = row++));
    return order;
  }

  private each(visit: (chunk: Int32Array, at: number) => void): void {
    this.chunks.forEach((chunk, c) => {
      const end = (c === this.chunks.length - 1 ? this.used : DayCollector.CHUNK) * WORDS;
      for (let at = 0; at < end; at += WORDS) visit(chunk, at);
    });
  }
}

/** Turns counts, each one position late, into positions at which ranges start. */
export function accumulate(counts: Int32Array): void {
  for (let i = 1; i < counts.length; i++) counts[i]! += counts[i - 1]!;
}
