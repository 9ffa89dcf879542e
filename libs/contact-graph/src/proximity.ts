import { cutOut, type IsolationTable } from './isolations.js';
import { RangeSorter } from './sort-range.js';
import { Int32Column } from './growable.js';

/**
 * Proximity records by person, each record once for both sides, isolation of either cut out. Person p has the rows from
 * `start[p]` up to, not with, `start[p + 1]`, ascending by `from`. Records of a pair may overlap.
 */
export interface ProximityColumns {
  readonly start: Int32Array;
  readonly other: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Collects proximity records in any order. Times are column times. */
export class ProximityCollector {
  readonly a = new Int32Column();
  readonly b = new Int32Column();
  readonly from = new Int32Column();
  readonly to = new Int32Column();

  add(a: number, b: number, from: number, to: number): void {
    this.a.push(a);
    this.b.push(b);
    this.from.push(from);
    this.to.push(to);
  }

  /** Cuts the isolations out and lays the records out by person. */
  take(personCount: number, isolations: IsolationTable): ProximityColumns {
    const cut = this.cut(isolations);
    const start = new Int32Array(personCount + 1);
    for (let i = 0; i < cut.a.length; i++) {
      start[cut.a.data[i]! + 1]!++;
      start[cut.b.data[i]! + 1]!++;
    }
    for (let p = 0; p < personCount; p++) start[p + 1]! += start[p]!;
    const next = start.slice(0, personCount);
    const size = cut.a.length * 2;
    const columns = { start, other: new Int32Array(size), from: new Int32Array(size), to: new Int32Array(size) };
    const put = (person: number, other: number, i: number): void => {
      const row = next[person]!++;
      columns.other[row] = other;
      columns.from[row] = cut.from.data[i]!;
      columns.to[row] = cut.to.data[i]!;
    };
    for (let i = 0; i < cut.a.length; i++) {
      put(cut.a.data[i]!, cut.b.data[i]!, i);
      put(cut.b.data[i]!, cut.a.data[i]!, i);
    }
    const sorter = new RangeSorter();
    for (let p = 0; p < personCount; p++)
      sorter.sort(columns.from, [columns.other, columns.to], start[p]!, start[p + 1]!);
    return columns;
  }

  private cut(isolations: IsolationTable): ProximityCollector {
    const out = new ProximityCollector();
    for (let i = 0; i < this.a.length; i++) {
      const [a, b] = [this.a.data[i]!, this.b.data[i]!];
      const [cutsOfA, cutsOfB] = [isolations.of(a) ?? [], isolations.of(b) ?? []];
      cutOut(this.from.data[i]!, this.to.data[i]!, cutsOfA, (low, high) => {
        cutOut(low, high, cutsOfB, (from, to) => out.add(a, b, from, to));
      });
    }
    return out;
  }

  get length(): number {
    return this.a.length;
  }
}
