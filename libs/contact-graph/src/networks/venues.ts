import type { DayContacts } from './day-contacts.js';
import { accumulate } from '../days/day-stays.js';
import { Int32Column } from '../growable.js';
import { Presence } from '../days/presence.js';
import type { Preset } from '../preset.js';
import type { StayIndex } from '../days/stay-index.js';

/**
 * By place: its *venue*, the outermost place at which a preset counts being together: of class near where it looks at
 * nothing else, of any class where it uses rooms; −1 without one. So every encounter but a proximity record happens at
 * one venue. `standsFor` gives places that are versions of one place the same number (else each stands for itself).
 */
export function venueOfPlace({ tree }: StayIndex, preset: Preset, standsFor?: Int32Array): Int32Array {
  const outermost = preset.room.minMinutes === null ? tree.cells.nearCellOf : tree.cells.groupOf;
  return standsFor ? outermost.map((place) => (place < 0 ? -1 : standsFor[place]!)) : outermost;
}

/**
 * Who was at which venue: a *seat* is a person at a venue, however often. Person p has the seats from `start[p]` up to,
 * not with, `start[p + 1]`.
 */
export class Seats {
  readonly start: Int32Array;
  private readonly venues = new Int32Column();
  private readonly persons = new Int32Column();

  /** Of the persons of a day; isolation is cut out. */
  constructor(
    index: StayIndex,
    venueOf: Int32Array,
    { persons, low, high }: Pick<DayContacts, 'persons' | 'low' | 'high'>,
  ) {
    this.start = new Int32Array(index.personCount + 1);
    const presence = new Presence(index, venueOf);
    for (const person of persons) {
      presence.load(person, low, high);
      for (let i = 0; i < presence.count; i++) {
        if (presence.previous.data[i]! >= 0) continue;
        this.venues.push(presence.keys.data[i]!);
        this.persons.push(person);
        this.start[person + 1]!++;
      }
    }
    accumulate(this.start);
  }

  get count(): number {
    return this.venues.length;
  }

  /** Number of persons at each venue where anybody was. */
  perVenue(): Map<number, number> {
    const counts = new Map<number, number>();
    for (let seat = 0; seat < this.count; seat++) {
      const venue = this.venueOf(seat);
      counts.set(venue, (counts.get(venue) ?? 0) + 1);
    }
    return counts;
  }

  venueOf(seat: number): number {
    return this.venues.data[seat]!;
  }

  personOf(seat: number): number {
    return this.persons.data[seat]!;
  }

  /** The seat of a person at a venue where it was. */
  seatOf(person: number, venue: number): number {
    let seat = this.start[person]!;
    while (this.venues.data[seat] !== venue) seat++;
    return seat;
  }
}
