import { DayCollector } from './day-stays.js';
import { ContactGraphError } from '../errors.js';
import { EVIDENCE } from '../evidence.js';
import { LONGEST_DAY, VALUES } from './packed.js';
import { ProximityCollector } from './proximity.js';
import { StayDay } from './stay-day.js';
import { toColumnTime } from '../time.js';

/** Place × 8 + evidence code has to fit. */
const MOST_PLACES = VALUES / 8;

/**
 * Takes the stays and proximity records of one day in any order. A day is any stretch of up to 36 hours; those of one
 * index must not overlap, and a stay over several days comes in parts: parts that touch are one stay. Refusals are
 * `ContactGraphError`s and leave the builder as it was before the row; `row` counts the stays or records before it.
 */
export class StayDayBuilder {
  private readonly base: number;
  private readonly end: number;
  private readonly stays = new DayCollector();
  private readonly proximity = new ProximityCollector();
  private readonly limits = { person: 0, place: 0 };

  /** The day [from, to) in epoch seconds. Throws `invalid_instant`, `end_not_after_start`, `invalid_day`. */
  constructor(from: number, to: number) {
    this.base = toColumnTime(from);
    this.end = toColumnTime(to);
    if (this.end <= this.base) throw new ContactGraphError('end_not_after_start');
    if (this.end - this.base > LONGEST_DAY) throw new ContactGraphError('invalid_day', { from, to });
  }

  get stayCount(): number {
    return this.stays.count;
  }

  /**
   * Adds a stay [from, to) in epoch seconds; `evidence` is a position in `EVIDENCE`. Throws `unknown_person`,
   * `unknown_place`, `unknown_evidence` for what is no number of one, `invalid_instant`, `end_not_after_start`,
   * `outside_day`.
   */
  addStay(person: number, place: number, from: number, to: number, evidence: number): void {
    const row = this.stays.count;
    this.checkPerson(person, row);
    if (place >>> 0 !== place || place >= MOST_PLACES) throw new ContactGraphError('unknown_place', { row, place });
    if (evidence >>> 0 !== evidence || evidence >= EVIDENCE.length)
      throw new ContactGraphError('unknown_evidence', { row, evidence });
    const [start, end] = this.times(row, from, to);
    this.stays.add(person, place * 8 + evidence, start - this.base, end - this.base);
    if (person >= this.limits.person) this.limits.person = person + 1;
    if (place >= this.limits.place) this.limits.place = place + 1;
  }

  /** Adds a proximity record of two persons (a,b is b,a); throws as `addStay` does, and `same_person`. */
  addProximity(a: number, b: number, from: number, to: number): void {
    const row = this.proximity.length;
    this.checkPerson(a, row);
    this.checkPerson(b, row);
    if (a === b) throw new ContactGraphError('same_person', { row });
    const [start, end] = this.times(row, from, to);
    this.proximity.add(a, b, start, end);
    this.limits.person = Math.max(this.limits.person, a + 1, b + 1);
  }

  /** Sorts what was added; the builder must not be used afterwards. */
  build(): StayDay {
    return StayDay.of(this.end, this.stays.take(this.base), this.proximity.take(), this.limits);
  }

  private times(row: number, from: number, to: number): [number, number] {
    const [start, end] = [toColumnTime(from), toColumnTime(to)];
    if (end <= start) throw new ContactGraphError('end_not_after_start', { row });
    if (start < this.base || end > this.end) throw new ContactGraphError('outside_day', { row });
    return [start, end];
  }

  private checkPerson(person: number, row: number): void {
    if (person >>> 0 !== person || person >= VALUES) throw new ContactGraphError('unknown_person', { row, person });
  }
}
