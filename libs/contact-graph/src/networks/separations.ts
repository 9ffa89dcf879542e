import type { Bonds } from './bonds.js';
import { accumulate } from '../days/day-stays.js';
import type { Parts } from './parts.js';
import type { Seats } from './venues.js';

/** What falls apart when a venue is taken away: groups of two or more persons each, and the persons in them. */
export interface Separation {
  readonly groups: number;
  readonly persons: number;
}

/** Links of pairs that need each of several venues, by their positions. */
interface Joint {
  readonly positions: readonly number[];
  readonly links: readonly (readonly [a: number, b: number])[];
}

/** Unions between two turns of the caller: some tens of milliseconds. */
const TURN = 500_000;

/**
 * Takes each venue away in turn and sees which groups it alone connected. The articulation points of the graph of persons
 * and places would not do: who used one hall at different hours did not meet, so a hall is several points there, and
 * closing it takes all of them away at once. Instead the venues are halved again and again: one half is connected while
 * the other is looked at, and taken back afterwards, so that every link is made log₂(venues) times.
 */
export class Separations {
  /** Venues that some pair needs: nothing depends on the others. */
  private readonly venues: readonly number[];
  private readonly joints: readonly Joint[];
  private readonly parts: Parts;
  /** Links of pairs that need just venue v: persons a[i] and b[i] from `start[v]` up to, not with, `start[v + 1]`. */
  private readonly start: Int32Array;
  private readonly a: Int32Array;
  private readonly b: Int32Array;
  private unions = 0;

  constructor({ persons, seated, joints }: Bonds, seats: Seats) {
    this.parts = persons;
    const linked = Int32Array.from({ length: seats.count }, (_, seat) => seat).filter(
      (seat) => seated.rootOf(seat) !== seat,
    );
    this.venues = [
      ...new Set([...joints.flatMap(({ venues }) => venues), ...linked.map((seat) => seats.venueOf(seat))]),
    ];
    const positions = new Map(this.venues.map((venue, position) => [venue, position]));
    this.joints = joints.map(({ venues, links }) => ({ positions: venues.map((one) => positions.get(one)!), links }));
    this.start = new Int32Array(this.venues.length + 1);
    const positionOf = (seat: number): number => positions.get(seats.venueOf(seat))!;
    for (const seat of linked) this.start[positionOf(seat) + 1]!++;
    accumulate(this.start);
    const next = this.start.slice();
    this.a = new Int32Array(linked.length);
    this.b = new Int32Array(linked.length);
    for (const seat of linked) {
      const link = next[positionOf(seat)]!++;
      this.a[link] = seats.personOf(seat);
      this.b[link] = seats.personOf(seated.rootOf(seat));
    }
  }

  /** By person: who stands for its connected part, nothing being taken away. */
  wholes(): Int32Array {
    const { parts } = this;
    const mark = parts.mark;
    this.connect(0, this.venues.length);
    for (const { links } of this.joints) this.unite(links);
    const wholes = Int32Array.from({ length: parts.count }, (_, person) => parts.rootOf(person));
    parts.undo(mark);
    return wholes;
  }

  /** The venues without which a part falls into two or more groups; yields now and then. */
  *run(wholes: Int32Array): Generator<void, Map<number, Separation>> {
    const found = new Map<number, Separation>();
    const takeAway = (position: number, joints: readonly Joint[]): void => {
      const separation = this.separate(position, joints, wholes);
      if (separation.groups > 0) found.set(this.venues[position]!, separation);
    };
    if (this.venues.length > 0) yield* this.each(0, this.venues.length, this.joints, takeAway);
    return found;
  }

  /** Takes away each venue of [low, high) in turn; all that needs none of them is connected. */
  private *each(
    low: number,
    high: number,
    joints: readonly Joint[],
    takeAway: (position: number, joints: readonly Joint[]) => void,
  ): Generator<void> {
    if (high - low === 1) return takeAway(low, joints);
    const middle = (low + high) >>> 1;
    for (const [from, to, otherFrom, otherTo] of [
      [low, middle, middle, high],
      [middle, high, low, middle],
    ] as const) {
      const mark = this.parts.mark;
      this.connect(otherFrom, otherTo);
      const needs = ({ positions }: Joint): boolean => positions.some((one) => one >= from && one < to);
      for (const joint of joints) if (!needs(joint)) this.unite(joint.links);
      if (this.unions > TURN) {
        this.unions = 0;
        yield;
      }
      yield* this.each(from, to, joints.filter(needs), takeAway);
      this.parts.undo(mark);
    }
  }

  /** Connects what needs one venue of [low, high). */
  private connect(low: number, high: number): void {
    const [first, last] = [this.start[low]!, this.start[high]!];
    for (let link = first; link < last; link++) this.parts.unite(this.a[link]!, this.b[link]!);
    this.unions += last - first;
  }

  private unite(links: Joint['links']): void {
    for (const [a, b] of links) this.parts.unite(a, b);
    this.unions += links.length;
  }

  /** The groups that the missing links of a venue connected, of parts that fall into two or more of them. */
  private separate(position: number, joints: readonly Joint[], wholes: Int32Array): Separation {
    const { parts } = this;
    const groupsOf = new Map<number, Set<number>>();
    const look = (a: number, b: number): void => {
      const roots = [parts.rootOf(a), parts.rootOf(b)];
      if (roots[0] === roots[1]) return;
      const groups = groupsOf.get(wholes[a]!) ?? new Set();
      groupsOf.set(wholes[a]!, groups);
      for (const root of roots) if (parts.sizeOf(root) > 1) groups.add(root);
    };
    for (let link = this.start[position]!; link < this.start[position + 1]!; link++) look(this.a[link]!, this.b[link]!);
    for (const { links } of joints) for (const [a, b] of links) look(a, b);
    const separated = [...groupsOf.values()].filter(({ size }) => size > 1).flatMap((groups) => [...groups]);
    return { groups: separated.length, persons: separated.reduce((sum, root) => sum + parts.sizeOf(root), 0) };
  }
}
