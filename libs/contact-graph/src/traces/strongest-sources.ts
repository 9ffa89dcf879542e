import { Int32Column } from '../growable.js';
import { toEpoch } from '../time.js';
import type { ContactSource } from '../types.js';

/** How many sources a contact keeps; under a wide preset a workshop is a clique. */
export const STRONGEST = 20;

/** Words of one kept edge. */
const EDGE = 5;

/** Slots that a contact has room for, step by step: most contacts have one or two sources. */
const ROOM = [2, 6, STRONGEST] as const;

/**
 * The strongest edges of each contact of a level, strongest first. Edges come in ascending order of their source's code, so
 * of equal weights the earlier one stays before the later. A contact's slots lie side by side; when they do not suffice it
 * moves to a greater range, and its old one is given to the next contact that needs one so great.
 */
export class StrongestSources {
  /** By slot: source, near seconds, room seconds, first, last. */
  private edges = new Int32Array(64 * EDGE);
  private weights = new Float64Array(64);
  private slots = 0;
  /** By contact: its first slot, slots in use, and which of the ranges in `ROOM` it has. */
  private readonly first = new Int32Column(64);
  private readonly used = new Int32Column(64);
  private readonly room = new Int32Column(64);
  /** By number in `ROOM`: ranges that nobody uses any more. */
  private readonly free: number[][] = ROOM.map(() => []);

  /** Contacts are numbered from 0 in the order in which they first come. */
  add(contact: number, weight: number, source: number, near: number, room: number, first: number, last: number): void {
    if (contact === this.first.length) this.begin();
    const used = this.used.data[contact]!;
    if (used === STRONGEST && !(weight > this.weights[this.first.data[contact]! + used - 1]!)) return;
    if (used < STRONGEST) {
      if (used === ROOM[this.room.data[contact]!]) this.move(contact);
      this.used.data[contact] = used + 1;
    }
    const base = this.first.data[contact]!;
    const slot = used < STRONGEST ? base + used : base + used - 1;
    let above = slot;
    while (above > base && this.weights[above - 1]! < weight) above--;
    if (above < slot) {
      this.weights.copyWithin(above + 1, above, slot);
      this.edges.copyWithin((above + 1) * EDGE, above * EDGE, slot * EDGE);
    }
    this.weights[above] = weight;
    const at = above * EDGE;
    this.edges[at] = source;
    this.edges[at + 1] = near;
    this.edges[at + 2] = room;
    this.edges[at + 3] = first;
    this.edges[at + 4] = last;
  }

  /** The kept edges of a contact, strongest first. */
  of(contact: number): ContactSource[] {
    const base = this.first.data[contact]!;
    return Array.from({ length: this.used.data[contact]! }, (_, i) => {
      const at = (base + i) * EDGE;
      return {
        source: this.edges[at]!,
        nearSeconds: this.edges[at + 1]!,
        roomSeconds: this.edges[at + 2]!,
        firstAt: toEpoch(this.edges[at + 3]!),
        lastAt: toEpoch(this.edges[at + 4]!),
        weight: this.weights[base + i]!,
      };
    });
  }

  private begin(): void {
    this.first.push(this.range(0));
    this.used.push(0);
    this.room.push(0);
  }

  /** Gives a contact whose slots are full the next greater range. */
  private move(contact: number): void {
    const [from, room, used] = [this.first.data[contact]!, this.room.data[contact]!, this.used.data[contact]!];
    const to = this.range(room + 1);
    this.weights.copyWithin(to, from, from + used);
    this.edges.copyWithin(to * EDGE, from * EDGE, (from + used) * EDGE);
    this.free[room]!.push(from);
    this.first.data[contact] = to;
    this.room.data[contact] = room + 1;
  }

  /** First slot of an unused range. */
  private range(room: number): number {
    const freed = this.free[room]!.pop();
    if (freed !== undefined) return freed;
    const from = this.slots;
    this.slots += ROOM[room]!;
    if (this.slots > this.weights.length) this.grow();
    return from;
  }

  private grow(): void {
    const size = this.weights.length * 2;
    const edges = new Int32Array(size * EDGE);
    const weights = new Float64Array(size);
    edges.set(this.edges);
    weights.set(this.weights);
    this.edges = edges;
    this.weights = weights;
  }
}
