import { Bonds } from './bonds.js';
import { DayContacts, type DayQuestion } from './day-contacts.js';
import { type Separation, Separations } from './separations.js';
import type { StayIndex } from '../days/stay-index.js';
import { Seats, venueOfPlace } from './venues.js';
import { VenueScan } from './venue-scan.js';

/** What to look at on one day. */
export interface NetworkQuestion extends DayQuestion {
  /** By place: the number of the place that it is a version of, itself where it has none; without it each stands alone. */
  readonly standsFor?: Int32Array;
  /** Rows looked at between two progress events (default 1 million: some tens of milliseconds). */
  readonly progressEvery?: number;
}

/**
 * A *venue*, the outermost place at which the preset counts being together: of class near where the preset looks at
 * nothing else, of any class where it uses rooms.
 */
export interface VenueFigures {
  readonly place: number;
  /** Who was there. */
  readonly persons: number;
  /** Pairs whose encounters there would have made them contacts without any other. */
  readonly contacts: number;
  /** Groups of two or more persons that it alone connected: without it a connected part falls into these; 0, or 2 and more. */
  readonly joins: number;
  /** Persons in those groups. */
  readonly joinedPersons: number;
}

/** The contacts of one day as a graph, in figures: no pair is kept. */
export interface DayNetwork {
  readonly persons: number;
  /** Pairs in contact, the encounters of all places united. */
  readonly pairs: number;
  /** Connected parts of two or more persons, and the size of the largest (0 where there is none). */
  readonly parts: number;
  readonly largestPart: number;
  /** Persons in contact with nobody. */
  readonly alone: number;
  /** Every venue where any of them was, by place number. */
  readonly venues: readonly VenueFigures[];
}

/** Now and then, so that the caller can report, renew a lease and give the event loop a turn. */
export interface NetworkProgress {
  /** Persons followed so far, of how many. */
  readonly done: number;
  readonly total: number;
}

const PROGRESS_EVERY = 1_000_000;

/**
 * The figures of one local day. Throws before the first event: `invalid_preset` where the index was made with other
 * classes than the preset's, `unknown_person` for one of `persons` that the index does not have.
 */
export function* dayNetwork(index: StayIndex, question: NetworkQuestion): Generator<NetworkProgress, DayNetwork, void> {
  const day = new DayContacts(index, question);
  const { persons } = day;
  const venueOf = venueOfPlace(index, question.preset, question.standsFor);
  const seats = new Seats(index, venueOf, day);
  const bonds = new Bonds(index.personCount, seats);
  const scan = new VenueScan(index, day, venueOf, bonds);
  const every = question.progressEvery ?? PROGRESS_EVERY;
  let pairs = 0;
  let reported = 0;
  for (let i = 0; i < persons.length; i++) {
    const targets = day.follow(persons[i]!);
    pairs += targets.length;
    scan.look(persons[i]!, targets);
    if (day.rowsSeen + scan.rowsSeen - reported < every) continue;
    reported = day.rowsSeen + scan.rowsSeen;
    yield { done: i + 1, total: persons.length };
  }
  const separations = new Separations(bonds, seats);
  const wholes = separations.wholes();
  const run = separations.run(wholes);
  let step = run.next();
  for (; !step.done; step = run.next()) yield { done: persons.length, total: persons.length };
  return { persons: persons.length, pairs, ...partsOf(wholes, persons), venues: venuesOf(seats, scan, step.value) };
}

function partsOf(wholes: Int32Array, persons: Int32Array): Pick<DayNetwork, 'parts' | 'largestPart' | 'alone'> {
  const sizes = new Int32Array(wholes.length);
  for (const person of persons) sizes[wholes[person]!]!++;
  const parts = sizes.filter((size) => size > 1);
  return {
    parts: parts.length,
    largestPart: parts.reduce((most, size) => Math.max(most, size), 0),
    alone: sizes.filter((size) => size === 1).length,
  };
}

function venuesOf(seats: Seats, { contacts }: VenueScan, separations: ReadonlyMap<number, Separation>): VenueFigures[] {
  return [...seats.perVenue()]
    .sort(([a], [b]) => a - b)
    .map(([place, persons]) => {
      const { groups: joins, persons: joinedPersons } = separations.get(place) ?? { groups: 0, persons: 0 };
      return { place, persons, contacts: contacts[place]!, joins, joinedPersons };
    });
}
