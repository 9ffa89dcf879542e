import { RangeSorter } from './sort-range.js';

/**
 * All stays as they were given, by person: 12 bytes a stay. Person p has the rows from `start[p]` up to, not with,
 * `start[p + 1]`, ascending by `from`. `placeAndEvidence` is place × 8 + evidence code. Times are column times.
 */
export interface StayColumns {
  readonly start: Int32Array;
  readonly placeAndEvidence: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Collects stays in any order, in chunks that never move, and sorts them once by counting. */
export class StayCollector {
  private static readonly CHUNK = 1 << 17;
  /** Rows of four: person, place and evidence, from, to. */
  private chunks: Int32Array[] = [];
  private used = StayCollector.CHUNK;
  count = 0;

  add(person: number, placeAndEvidence: number, from: number, to: number): void {
    if (this.used === StayCollector.CHUNK) {
      this.chunks.push(new Int32Array(StayCollector.CHUNK * 4));
      this.used = 0;
    }
    const chunk = this.chunks[this.chunks.length - 1]!;
    const at = this.used++ * 4;
    chunk[at] = person;
    chunk[at + 1] = placeAndEvidence;
    chunk[at + 2] = from;
    chunk[at + 3] = to;
    this.count++;
  }

  /** Sorts by (person, from) and empties the collector. */
  take(personCount: number): StayColumns {
    const start = this.starts(personCount);
    const next = start.slice(0, personCount);
    const placeAndEvidence = new Int32Array(this.count);
    const from = new Int32Array(this.count);
    const to = new Int32Array(this.count);
    this.chunks.forEach((chunk, c) => {
      const end = (c === this.chunks.length - 1 ? this.used : StayCollector.CHUNK) * 4;
      for (let at = 0; at < end; at += 4) {
        const row = next[chunk[at]!]!++;
        placeAndEvidence[row] = chunk[at + 1]!;
        from[row] = chunk[at + 2]!;
        to[row] = chunk[at + 3]!;
      }
    });
    this.chunks = [];
    this.used = StayCollector.CHUNK;
    this.count = 0;
    const sorter = new RangeSorter();
    for (let p = 0; p < personCount; p++) sorter.sort(from, [placeAndEvidence, to], start[p]!, start[p + 1]!);
    return { start, placeAndEvidence, from, to };
  }

  private starts(personCount: number): Int32Array {
    const start = new Int32Array(personCount + 1);
    this.chunks.forEach((chunk, c) => {
      const end = (c === this.chunks.length - 1 ? this.used : StayCollector.CHUNK) * 4;
      for (let at = 0; at < end; at += 4) start[chunk[at]! + 1]!++;
    });
    for (let p = 0; p < personCount; p++) start[p + 1]! += start[p]!;
    return start;
  }
}
