import { type DayRows, layOutDay } from './day-rows.js';
import { DayCollector, type DayStays } from './day-stays.js';
import { fromIn, toIn, valueIn } from './packed.js';
import type { Cells } from './place-tree.js';

/** Stays of one day, of whom a later part may have replaced some persons, laid out for the class map last asked for. */
export class DayPart {
  private laidOut: { readonly key: string; readonly rows: DayRows } | undefined;

  constructor(
    readonly stays: DayStays,
    /** By person: 1 where another part holds all stays of that person; null or beyond its end: nobody's. */
    readonly hidden: Uint8Array | null = null,
  ) {}

  /** The presence by cell; kept until another class map is asked for. */
  rows(cells: Cells): DayRows {
    if (this.laidOut?.key !== cells.key) this.laidOut = { key: cells.key, rows: layOutDay(this.stays, cells.cellOf) };
    return this.laidOut.rows;
  }

  /** The same part without the stays of some persons; shares all its columns. */
  hiding(persons: Iterable<number>, personCount: number): DayPart {
    const hidden = new Uint8Array(Math.max(personCount, this.hidden?.length ?? 0));
    if (this.hidden) hidden.set(this.hidden);
    for (const person of persons) hidden[person] = 1;
    const part = new DayPart(this.stays, hidden);
    part.laidOut = this.laidOut;
    return part;
  }

  /** Copies the stays of everybody who is not hidden and not in `without`. */
  copyInto(collector: DayCollector, without?: ReadonlySet<number>): void {
    const { start, words } = this.stays;
    for (let person = 0; person + 1 < start.length; person++) {
      if (this.hidden?.[person] === 1 || without?.has(person)) continue;
      for (let i = start[person]!; i < start[person + 1]!; i++) {
        const [word, times] = [words[2 * i]!, words[2 * i + 1]!];
        collector.add(person, valueIn(word), fromIn(word, times), toIn(word, times));
      }
    }
  }

  /** Memory of the columns. */
  get bytes(): number {
    const rows = this.laidOut?.rows;
    const layout = rows ? [rows.start, rows.words, rows.blockStart, rows.blockEnd, rows.blockEndSoFar] : [];
    const columns = [this.stays.start, this.stays.words, ...layout, ...(this.hidden ? [this.hidden] : [])];
    return columns.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }
}
