import { ContactGraphError } from '../errors.js';
import { StayDayBuilder } from './day-builder.js';
import { type StayIndex, stayIndexOf, type StayIndexOptions } from './stay-index.js';
import { toColumnTime, toEpoch } from '../time.js';

const DAY = 86_400;

/** Stays as parallel columns, instants in epoch seconds; `length` where only the first rows are filled. */
export interface StayChunk {
  readonly person: ArrayLike<number>;
  readonly place: ArrayLike<number>;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly evidence: ArrayLike<number>;
  readonly length?: number;
}

/**
 * Takes stays and proximity records of any length and in any order and cuts them into days itself: for whom does not
 * keep days. Refusals are `ContactGraphError`s and leave the builder as it was before the row.
 */
export class StayIndexBuilder {
  private days = new Map<number, StayDayBuilder>();
  private row = 0;
  private proximityRow = 0;

  constructor(private readonly options: StayIndexOptions) {}

  /** Adds a stay [from, to) in epoch seconds; throws as `StayDayBuilder.addStay` does; details hold the row's number. */
  addStay(person: number, place: number, from: number, to: number, evidence: number): void {
    const row = this.row;
    this.checkPerson(person, row);
    if (!(place < this.options.tree.count)) throw new ContactGraphError('unknown_place', { row, place });
    this.eachDay(row, from, to, (day, start, end) => day.addStay(person, place, start, end, evidence));
    this.row++;
  }

  /** Adds many stays; throws as `addStay` does, at the first bad row, with the rows before it added. */
  addStays(chunk: StayChunk): void {
    const { person, place, from, to, evidence } = chunk;
    const length = chunk.length ?? person.length;
    for (let i = 0; i < length; i++) this.addStay(person[i]!, place[i]!, from[i]!, to[i]!, evidence[i]!);
  }

  /** Adds a proximity record of two persons (a,b is b,a); throws as `addStay` does, and `same_person`. */
  addProximity(a: number, b: number, from: number, to: number): void {
    const row = this.proximityRow;
    this.checkPerson(a, row);
    this.checkPerson(b, row);
    this.eachDay(row, from, to, (day, start, end) => day.addProximity(a, b, start, end));
    this.proximityRow++;
  }

  /** Makes the index; throws as `stayIndexOf` does. The builder is empty afterwards. */
  build(): StayIndex {
    const days = [...this.days.values()].map((day) => day.build());
    this.days = new Map();
    this.row = this.proximityRow = 0;
    return stayIndexOf(days, this.options);
  }

  private eachDay(
    row: number,
    from: number,
    to: number,
    add: (day: StayDayBuilder, from: number, to: number) => void,
  ): void {
    const [start, end] = [toColumnTime(from), toColumnTime(to)];
    if (end <= start) throw new ContactGraphError('end_not_after_start', { row });
    for (let day = Math.floor(start / DAY); day * DAY < end; day++) {
      const [begins, ends] = [toEpoch(day * DAY), toEpoch((day + 1) * DAY)];
      add(this.day(day, begins, ends), Math.max(from, begins), Math.min(to, ends));
    }
  }

  private day(number: number, from: number, to: number): StayDayBuilder {
    let day = this.days.get(number);
    if (!day) this.days.set(number, (day = new StayDayBuilder(from, to)));
    return day;
  }

  private checkPerson(person: number, row: number): void {
    if (!(person < this.options.personCount)) throw new ContactGraphError('unknown_person', { row, person });
  }
}
