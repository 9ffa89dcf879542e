import { Parts } from './parts.js';
import type { Seats } from './venues.js';

/** Pairs that need each of several venues: only those that connect what was not connected by such pairs before. */
export interface JointBond {
  readonly venues: readonly number[];
  readonly links: [a: number, b: number][];
}

/**
 * What holds the people of a day together, by what it needs: connected parts take the place of the pairs, which would be
 * many, so memory grows with the persons and the venues of each.
 */
export class Bonds {
  /** Persons whom pairs that need no one venue connect. */
  readonly persons: Parts;
  /** Seats of one venue whom pairs that need just this venue connect. */
  readonly seated: Parts;
  private readonly joint = new Map<string, JointBond & { readonly root: Map<number, number> }>();

  constructor(
    personCount: number,
    private readonly seats: Seats,
  ) {
    this.persons = new Parts(personCount);
    this.seated = new Parts(seats.count);
  }

  get joints(): JointBond[] {
    return [...this.joint.values()];
  }

  /** A pair that is in contact without any one venue. */
  free(a: number, b: number): void {
    this.persons.unite(a, b);
  }

  /** A pair that is in contact unless the venue is taken away. */
  at(a: number, b: number, venue: number): void {
    this.seated.unite(this.seats.seatOf(a, venue), this.seats.seatOf(b, venue));
  }

  /** A pair that is in contact unless one of the venues is taken away. */
  atAll(a: number, b: number, venues: readonly number[]): void {
    if (venues.length === 0) this.free(a, b);
    else if (venues.length === 1) this.at(a, b, venues[0]!);
    else
      this.addJoint(
        a,
        b,
        [...venues].sort((x, y) => x - y),
      );
  }

  private addJoint(a: number, b: number, venues: readonly number[]): void {
    const key = venues.join();
    let bond = this.joint.get(key);
    if (!bond) this.joint.set(key, (bond = { venues, links: [], root: new Map() }));
    const { root, links } = bond;
    const rootOf = (person: number): number => {
      let at = person;
      for (let up = root.get(at); up !== undefined; up = root.get(at)) at = up;
      return at;
    };
    const [from, to] = [rootOf(a), rootOf(b)];
    if (from === to) return;
    root.set(from, to);
    links.push([a, b]);
  }
}
