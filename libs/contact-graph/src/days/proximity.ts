import { Int32Column } from '../growable.js';
import { RangeSorter } from '../sort-range.js';

/**
 * The proximity records of a day by person, each record once for both sides. Person p has the rows from `start[p]` up
 * to, not with, `start[p + 1]`, ascending by `from` (column time). Records of a pair may overlap. `start` reaches as far
 * as the greatest person.
 */
export interface ProximityColumns {
  readonly start: Int32Array;
  readonly other: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Collects proximity records in any order. Times are column times. */
export class ProximityCollector {
  private readonly a = new Int32Column();
  private readonly b = new Int32Column();
  private readonly from = new Int32Column();
  private readonly to = new Int32Column();
  private greatest = -1;

  get length(): number {
    return this.a.length;
  }

  add(a: number, b: number, from: number, to: number): void {
    this.a.push(a);
    this.b.push(b);
    this.from.push(from);
    this.to.push(to);
    this.greatest = Math.max(this.greatest, a, b);
  }

  /** Lays the records out by person. */
  take(): ProximityColumns {
    const start = new Int32Array(this.greatest + 2);
    for (let i = 0; i < this.length; i++) {
      start[this.a.data[i]! + 1]!++;
      start[this.b.data[i]! + 1]!++;
    }
    for (let p = 0; p <= this.greatest; p++) start[p + 1]! += start[p]!;
    const next = start.slice();
    const size = this.length * 2;
    const columns = { start, other: new Int32Array(size), from: new Int32Array(size), to: new Int32Array(size) };
    const put = (person: number, other: number, i: number): void => {
      const row = next[person]!++;
      columns.other[row] = other;
      columns.from[row] = this.from.data[i]!;
      columns.to[row] = this.to.data[i]!;
    };
    for (let i = 0; i < this.length; i++) {
      put(this.a.data[i]!, this.b.data[i]!, i);
      put(this.b.data[i]!, this.a.data[i]!, i);
    }
    const sorter = new RangeSorter();
    for (let p = 0; p <= this.greatest; p++)
      sorter.sort(columns.from, [columns.other, columns.to], start[p]!, start[p + 1]!);
    return columns;
  }
}

export const proximityBytes = ({ start, other, from, to }: ProximityColumns): number =>
  start.byteLength + other.byteLength + from.byteLength + to.byteLength;

/** Calls `visit` for every record of a person that overlaps [low, high), cut to it, in the order of the days. */
export function eachProximity(
  days: readonly ProximityColumns[],
  person: number,
  low: number,
  high: number,
  visit: (other: number, from: number, to: number) => void,
): void {
  for (const { start, other, from, to } of days) {
    if (person + 1 >= start.length) continue;
    for (let i = start[person]!; i < start[person + 1]! && from[i]! < high; i++) {
      if (to[i]! > low) visit(other[i]!, Math.max(from[i]!, low), Math.min(to[i]!, high));
    }
  }
}
