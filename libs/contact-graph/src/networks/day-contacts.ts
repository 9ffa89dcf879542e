import { ContactGraphError } from '../errors.js';
import type { Int32Column } from '../growable.js';
import { presentIn } from '../days/present-in.js';
import type { Preset } from '../preset.js';
import { MetScan } from '../pairs/met-scan.js';
import type { StayIndex } from '../days/stay-index.js';
import { toColumnBound } from '../time.js';

/** One day: whose contacts with whom. */
export interface DayQuestion {
  /** The local day [from, to) in epoch seconds; an encounter counts with what of it lies inside. */
  readonly from: number;
  readonly to: number;
  /** One with the classes that the index was made for. */
  readonly preset: Preset;
  /** Whose contacts among each other are asked for; without them everybody who was present that day. */
  readonly persons?: Iterable<number>;
}

/** Finds the pairs in contact on one day (contact-rules section 4), source by source, and keeps none of them. */
export class DayContacts {
  /** Ascending. */
  readonly persons: Int32Array;
  /** Column times. */
  readonly low: number;
  readonly high: number;
  readonly preset: Preset;
  /** By person: 1 where it is still to be followed; others are never targets. */
  readonly wanted: Uint8Array;
  private readonly scan: MetScan;

  /** Throws `invalid_preset` where the index was made with other classes, `unknown_person`. */
  constructor(index: StayIndex, { from, to, preset, persons }: DayQuestion) {
    if (!index.tree.hasClasses(preset.classes)) throw new ContactGraphError('invalid_preset', { field: 'classes' });
    this.low = toColumnBound(from);
    this.high = toColumnBound(to);
    this.preset = presetOfDay(preset, to - from);
    this.persons = persons ? Int32Array.from(new Set(persons)).sort() : presentIn(index, { from, to });
    this.wanted = new Uint8Array(index.personCount);
    for (const person of this.persons) {
      if (person < 0 || person >= index.personCount) throw new ContactGraphError('unknown_person', { person });
      this.wanted[person] = 1;
    }
    this.scan = new MetScan(index, this.preset, this.wanted);
  }

  /** Rows looked at so far. */
  get rowsSeen(): number {
    return this.scan.rowsSeen;
  }

  /** Whom of those not yet followed a person was in contact with; valid until the next call. */
  follow(person: number): Int32Column {
    this.wanted[person] = 0;
    this.scan.follow(person, this.low, this.high);
    return this.scan.targets;
  }
}

/** Number of pairs in contact on a day. Throws as `dayNetwork` does. */
export function countContacts(index: StayIndex, question: DayQuestion): number {
  const day = new DayContacts(index, question);
  let pairs = 0;
  for (const person of day.persons) pairs += day.follow(person).length;
  return pairs;
}

/** Inside a window that is no shorter than the day the greatest total is the total, which running sums know. */
function presetOfDay(preset: Preset, seconds: number): Preset {
  return preset.accumulate === 'rolling' && preset.perHours * 3600 >= seconds
    ? { ...preset, accumulate: 'total' }
    : preset;
}
