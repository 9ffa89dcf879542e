import type { Pieces } from './measure.js';
import type { Preset } from '../preset.js';

/** Words of a slot; 32 bytes, so that a slot is half a cache line. */
const SLOT = 8;
const SERIAL = 0;
const FIRST = 1;
const LAST_START = 2;
const RUN_START = 3;
const END = 4;
const SUM = 5;
const BEST = 6;
const DISORDER = 7;

/** 32 bytes a person, which to allocate and to give back takes longer than a short trace. */
interface Memory {
  readonly slots: Int32Array;
  readonly touched: Int32Array;
  /** The greatest serial number that a slot may bear. */
  serial: number;
}

/** What was given back, for whoever asks next. */
const idle: Memory[] = [];
/** A trace uses three or four, and few run at once. */
const KEPT = 4;
/** Memory in which more sources were followed is not lent again. */
const LAST_SERIAL = 2 ** 30;

function memoryFor(personCount: number): Memory {
  const at = idle.findIndex(({ touched }) => touched.length === personCount);
  if (at >= 0) return idle.splice(at, 1)[0]!;
  return { slots: new Int32Array(personCount * SLOT), touched: new Int32Array(personCount), serial: 0 };
}

/**
 * Running measures of one source's encounters, a slot a person, so that no encounter is stored. A slot belongs to the
 * current source if it bears its serial number: nothing is cleared. Pieces of a person have to come in order of their
 * start; where they do not, the slot is marked and its owner has to be measured from the stays (`replace`).
 */
export class EncounterSums {
  /** The persons met, `touchedCount` of them. */
  readonly touched: Int32Array;
  touchedCount = 0;
  private readonly memory: Memory;
  private readonly slots: Int32Array;
  private serial: number;
  private readonly gap: number;

  constructor(personCount: number, preset: Pick<Preset, 'accumulate' | 'gapSeconds'>) {
    this.memory = memoryFor(personCount);
    ({ slots: this.slots, touched: this.touched } = this.memory);
    this.serial = this.memory.serial + 1;
    this.gap = preset.accumulate === 'continuous' ? preset.gapSeconds : 0;
  }

  /** Begins the next source. */
  reset(): void {
    this.serial++;
    this.touchedCount = 0;
  }

  /** Lends its memory to the next sums; do not use these any more. What is never released is merely garbage. */
  release(): void {
    const { memory } = this;
    memory.serial = this.serial;
    if (idle[0]?.touched.length !== memory.touched.length) idle.length = 0;
    if (this.serial < LAST_SERIAL && idle.length < KEPT) idle.push(memory);
  }

  /** Adds a piece [from, to) of the union with a person. */
  add(person: number, from: number, to: number): void {
    const slots = this.slots;
    const at = person * SLOT;
    if (slots[at + SERIAL] !== this.serial) {
      this.touched[this.touchedCount++] = person;
      this.begin(at, from, to);
    } else if (from < slots[at + LAST_START]!) {
      slots[at + DISORDER] = 1;
    } else {
      slots[at + LAST_START] = from;
      const end = slots[at + END]!;
      if (from > end) {
        slots[at + SUM]! += to - from;
        if (from - end > this.gap) {
          const run = end - slots[at + RUN_START]!;
          if (run > slots[at + BEST]!) slots[at + BEST] = run;
          slots[at + RUN_START] = from;
        }
        slots[at + END] = to;
      } else if (to > end) {
        slots[at + SUM]! += to - end;
        slots[at + END] = to;
      }
    }
  }

  /** Replaces what is known of a person by its union; one without pieces was not met. */
  replace(person: number, union: Pieces): void {
    const at = person * SLOT;
    if (union.count === 0) {
      this.slots[at + SERIAL] = 0;
      return;
    }
    if (!this.has(person)) this.touched[this.touchedCount++] = person;
    this.begin(at, union.from.data[0]!, union.to.data[0]!);
    for (let i = 1; i < union.count; i++) this.add(person, union.from.data[i]!, union.to.data[i]!);
  }

  has(person: number): boolean {
    return this.slots[person * SLOT + SERIAL] === this.serial;
  }

  isDisordered(person: number): boolean {
    return this.slots[person * SLOT + DISORDER] === 1 && this.has(person);
  }

  /** Start of the first piece. */
  first(person: number): number {
    return this.slots[person * SLOT + FIRST]!;
  }

  /** End of the last piece. */
  last(person: number): number {
    return this.slots[person * SLOT + END]!;
  }

  /** Seconds of the whole union; 0 for a person not met. */
  total(person: number): number {
    return this.has(person) ? this.slots[person * SLOT + SUM]! : 0;
  }

  /** The longest piece (after joining across gaps, where the preset is continuous); 0 for a person not met. */
  longestRun(person: number): number {
    if (!this.has(person)) return 0;
    const at = person * SLOT;
    return Math.max(this.slots[at + BEST]!, this.slots[at + END]! - this.slots[at + RUN_START]!);
  }

  private begin(at: number, from: number, to: number): void {
    const slots = this.slots;
    slots[at + SERIAL] = this.serial;
    slots[at + FIRST] = slots[at + LAST_START] = slots[at + RUN_START] = from;
    slots[at + END] = to;
    slots[at + SUM] = to - from;
    slots[at + BEST] = slots[at + DISORDER] = 0;
  }
}
