import { accumulate } from './day-stays.js';
import { ContactGraphError } from '../errors.js';
import type { DistanceClass, Preset } from '../preset.js';

/** Places by dense number: the containing place (−1: none) and the kind of each. */
export interface Places {
  readonly parent: Int32Array;
  readonly kind: readonly string[];
}

/**
 * Where the rows of a stay go. Of the places that contain it only two matter for the unions: two persons share a place
 * of class near exactly if their topmost near places are the same, and a classed place exactly if their topmost classed
 * places are. A *cell* holds the stays with one topmost near place (or, without one, those with one topmost classed
 * place) and bears that place's number; a *group* is all cells with one topmost classed place, whose number it bears.
 * So numbers stay as they are when places are added.
 */
export interface Cells {
  /** The class map by kind: cells of equal keys go with the same lay-out of a day. */
  readonly key: string;
  /** By place: its cell, or −1 where no containing place has a class (such stays never meet anybody). */
  readonly cellOf: Int32Array;
  /** By place: its cell where that is of class near, else −1. */
  readonly nearCellOf: Int32Array;
  /** By place: its group, or −1. */
  readonly groupOf: Int32Array;
  /** Group g holds the cells in `groupCells` from `groupStart[g]` up to, not with, `groupStart[g + 1]`. */
  readonly groupStart: Int32Array;
  readonly groupCells: Int32Array;
}

/** Marks a place whose containing places are being walked. */
const IN_PROGRESS = -2;

/** The tree of places with the distance class of each; made once for as many indices as look at these places. */
export class PlaceTree {
  readonly count: number;
  readonly cells: Cells;
  /** By place: number of containing places. */
  private readonly depth: Int32Array;
  private readonly topNear: Int32Array;
  private readonly topClassed: Int32Array;
  private readonly classes: readonly (DistanceClass | null)[];
  /** Of the kinds that some place has. */
  private readonly classOfKind: ReadonlyMap<string, DistanceClass | null>;

  /** Throws `unknown_place` for a parent that is no place, `place_cycle` for a place that contains itself. */
  constructor(
    readonly places: Places,
    classes: Preset['classes'],
  ) {
    this.count = places.kind.length;
    this.classOfKind = new Map([...new Set(places.kind)].map((kind) => [kind, classIn(classes, kind)]));
    this.classes = places.kind.map((kind) => this.classOfKind.get(kind) ?? null);
    this.depth = new Int32Array(this.count).fill(-1);
    this.topNear = new Int32Array(this.count).fill(-1);
    this.topClassed = new Int32Array(this.count).fill(-1);
    if (places.parent.length !== this.count) throw new ContactGraphError('unknown_place', { place: this.count });
    for (let place = 0; place < this.count; place++) this.settle(place);
    this.cells = this.layOutCells(classes);
  }

  parentOf(place: number): number {
    return this.places.parent[place]!;
  }

  classOf(place: number): DistanceClass | null {
    return this.classes[place] ?? null;
  }

  /** Whether a class map gives every place the class that it has here. */
  hasClasses(classes: Preset['classes']): boolean {
    for (const [kind, own] of this.classOfKind) if (classIn(classes, kind) !== own) return false;
    return true;
  }

  /** Whether `outer` contains `inner`; a place does not contain itself. */
  contains(outer: number, inner: number): boolean {
    let place = inner;
    while (this.depth[place]! > this.depth[outer]!) place = this.parentOf(place);
    return place === outer && inner !== outer;
  }

  /** The innermost place common to both that is of class near; without one, of class room; −1 without either. */
  innermostCommon(a: number, b: number): number {
    while (a !== b) {
      if (this.depth[a]! >= this.depth[b]!) a = this.parentOf(a);
      else b = this.parentOf(b);
      if (a < 0 || b < 0) return -1;
    }
    let room = -1;
    for (let place = a; place >= 0; place = this.parentOf(place)) {
      if (this.classOf(place) === 'near') return place;
      if (room < 0 && this.classOf(place) === 'room') room = place;
    }
    return room;
  }

  private layOutCells(classes: Preset['classes']): Cells {
    const ofPlace = (): Int32Array => new Int32Array(this.count).fill(-1);
    const [cellOf, nearCellOf, groupOf] = [ofPlace(), ofPlace(), ofPlace()];
    const groupStart = new Int32Array(this.count + 1);
    const heads: number[] = [];
    for (let place = 0; place < this.count; place++) {
      const [near, group] = [this.topNear[place]!, this.topClassed[place]!];
      if (group < 0) continue;
      groupOf[place] = group;
      cellOf[place] = near < 0 ? group : near;
      nearCellOf[place] = near;
      if (cellOf[place] !== place) continue;
      heads.push(place);
      groupStart[group + 1]!++;
    }
    accumulate(groupStart);
    const next = groupStart.slice();
    const groupCells = new Int32Array(heads.length);
    for (const cell of heads) groupCells[next[groupOf[cell]!]!++] = cell;
    const key = JSON.stringify(
      Object.entries(classes)
        .filter(([, cls]) => cls !== null)
        .sort(),
    );
    return { key, cellOf, nearCellOf, groupOf, groupStart, groupCells };
  }

  /** Fills in depth and topmost places of `start` and of everything that contains it. */
  private settle(start: number): void {
    const path: number[] = [];
    let place = start;
    while (place !== -1 && this.depth[place] === -1) {
      this.depth[place] = IN_PROGRESS;
      path.push(place);
      place = this.parentOf(place);
      if (place < -1 || place >= this.count) throw new ContactGraphError('unknown_place', { place });
      if (place >= 0 && this.depth[place] === IN_PROGRESS) throw new ContactGraphError('place_cycle', { place });
    }
    for (const below of path.reverse()) {
      const parent = this.parentOf(below);
      const cls = this.classOf(below);
      const [near, classed] = parent < 0 ? [-1, -1] : [this.topNear[parent]!, this.topClassed[parent]!];
      this.depth[below] = parent < 0 ? 0 : this.depth[parent]! + 1;
      this.topNear[below] = near < 0 && cls === 'near' ? below : near;
      this.topClassed[below] = classed < 0 && cls !== null ? below : classed;
    }
  }
}

function classIn(classes: Preset['classes'], kind: string): DistanceClass | null {
  return Object.hasOwn(classes, kind) ? classes[kind]! : null;
}
