import { toEpoch } from './time.js';
import type { ContactSource } from './types.js';

/** How many sources a contact keeps; under a wide preset a workshop is a clique. */
export const STRONGEST = 20;

/** Words of one kept edge. */
const EDGE = 5;

/**
 * The strongest edges of each contact of a level: 20 slots a contact, strongest first. Edges come in ascending order of
 * their source's code, so of equal weights the earlier one stays before the later.
 */
export class StrongestSources {
  /** By slot: source, near seconds, room seconds, first, last. */
  private edges = new Int32Array(64 * STRONGEST * EDGE);
  private weights = new Float64Array(64 * STRONGEST);
  /** By contact: slots in use. */
  private used = new Uint8Array(64);

  add(contact: number, weight: number, source: number, near: number, room: number, first: number, last: number): void {
    if (contact >= this.used.length) this.grow();
    const base = contact * STRONGEST;
    let slot = base + this.used[contact]!;
    if (this.used[contact] === STRONGEST) {
      slot--;
      if (!(weight > this.weights[slot]!)) return;
    } else {
      this.used[contact]!++;
    }
    let above = slot;
    while (above > base && this.weights[above - 1]! < weight) above--;
    this.weights.copyWithin(above + 1, above, slot);
    this.edges.copyWithin((above + 1) * EDGE, above * EDGE, slot * EDGE);
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
    return Array.from({ length: this.used[contact]! }, (_, i) => {
      const at = (contact * STRONGEST + i) * EDGE;
      return {
        source: this.edges[at]!,
        nearSeconds: this.edges[at + 1]!,
        roomSeconds: this.edges[at + 2]!,
        firstAt: toEpoch(this.edges[at + 3]!),
        lastAt: toEpoch(this.edges[at + 4]!),
        weight: this.weights[contact * STRONGEST + i]!,
      };
    });
  }

  private grow(): void {
    const size = this.used.length * 2;
    const edges = new Int32Array(size * STRONGEST * EDGE);
    const weights = new Float64Array(size * STRONGEST);
    const used = new Uint8Array(size);
    edges.set(this.edges);
    weights.set(this.weights);
    used.set(this.used);
    this.edges = edges;
    this.weights = weights;
    this.used = used;
  }
}
