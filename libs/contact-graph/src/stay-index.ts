import { ContactGraphError } from './errors.js';
import { EVIDENCE } from './evidence.js';
import { type Isolation, IsolationTable } from './isolations.js';
import { type Cells, PlaceTree, type Places } from './place-tree.js';
import { layOutRows, type PresenceRows } from './presence-rows.js';
import type { Preset } from './preset.js';
import { ProximityCollector, type ProximityColumns } from './proximity.js';
import { StayCollector, type StayColumns } from './stay-columns.js';
import { toColumnTime } from './time.js';

/** Everything a trace reads, immutable. Built by `StayIndexBuilder`; its columns are the engine's own business. */
export interface StayIndex {
  readonly personCount: number;
  readonly stayCount: number;
  readonly tree: PlaceTree;
  readonly cells: Cells;
  readonly stays: StayColumns;
  readonly rows: PresenceRows;
  readonly proximity: ProximityColumns;
  readonly isolations: IsolationTable;
}

/** What an index is built for. */
export interface StayIndexOptions {
  readonly places: Places;
  /** The class map of the preset: an index serves every preset that has this map. */
  readonly classes: Preset['classes'];
  /** Persons are 0 … personCount − 1. */
  readonly personCount: number;
  /** Every recorded isolation, those that a known case's `isolatedAt` opens (`to` null) included. */
  readonly isolations?: Iterable<Isolation>;
}

/** Stays as parallel columns, instants in epoch seconds; `length` where only the first rows are filled. */
export interface StayChunk {
  readonly person: ArrayLike<number>;
  readonly place: ArrayLike<number>;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly evidence: ArrayLike<number>;
  readonly length?: number;
}

/**
 * Takes stays and proximity records in any order and builds an index. A stay may come in parts (split at midnight, say):
 * parts that touch are one. Refusals are `ContactGraphError`s and leave the builder as it was before the row.
 */
export class StayIndexBuilder {
  private readonly tree: PlaceTree;
  private readonly cells: Cells;
  private readonly isolations: IsolationTable;
  private readonly collector = new StayCollector();
  private proximity = new ProximityCollector();
  private readonly personCount: number;
  private row = 0;

  /** Throws `place_cycle`, `unknown_place` (a parent), and for an isolation what `addStay` throws. */
  constructor(options: StayIndexOptions) {
    this.personCount = options.personCount;
    this.tree = new PlaceTree(options.places, options.classes);
    this.cells = this.tree.cells();
    this.isolations = new IsolationTable(options.isolations ?? [], options.personCount);
  }

  /**
   * Adds a stay [from, to) in epoch seconds; `evidence` is a position in `EVIDENCE`. Throws `unknown_person`,
   * `unknown_place`, `unknown_evidence`, `invalid_instant`, `end_not_after_start`; details hold the row's number.
   */
  addStay(person: number, place: number, from: number, to: number, evidence: number): void {
    const row = this.row;
    this.checkPerson(person, row);
    if (place >>> 0 !== place || place >= this.tree.count) throw new ContactGraphError('unknown_place', { row, place });
    if (evidence >>> 0 !== evidence || evidence >= EVIDENCE.length)
      throw new ContactGraphError('unknown_evidence', { row, evidence });
    const start = toColumnTime(from);
    const end = toColumnTime(to);
    if (end <= start) throw new ContactGraphError('end_not_after_start', { row });
    this.row++;
    // nobody is met where no containing place has a class
    if (this.cells.cellOf[place]! >= 0) this.collector.add(person, place * 8 + evidence, start, end);
  }

  /** Adds many stays; throws as `addStay` does, at the first bad row, with the rows before it added. */
  addStays(chunk: StayChunk): void {
    const { person, place, from, to, evidence } = chunk;
    const length = chunk.length ?? person.length;
    for (let i = 0; i < length; i++) this.addStay(person[i]!, place[i]!, from[i]!, to[i]!, evidence[i]!);
  }

  /** Adds a proximity record of two persons (a,b is b,a); throws as `addStay` does, and `same_person`. */
  addProximity(a: number, b: number, from: number, to: number): void {
    const row = this.proximity.length;
    this.checkPerson(a, row);
    this.checkPerson(b, row);
    if (a === b) throw new ContactGraphError('same_person', { row });
    const start = toColumnTime(from);
    const end = toColumnTime(to);
    if (end <= start) throw new ContactGraphError('end_not_after_start', { row });
    this.proximity.add(a, b, start, end);
  }

  /** Sorts, merges, cuts and bounds; the builder is empty afterwards. */
  build(): StayIndex {
    const { tree, cells, isolations, personCount } = this;
    const stayCount = this.row;
    const stays = this.collector.take(personCount);
    const rows = layOutRows(stays, cells, isolations);
    const proximity = this.proximity.take(personCount, isolations);
    this.proximity = new ProximityCollector();
    this.row = 0;
    return { personCount, stayCount, tree, cells, stays, rows, proximity, isolations };
  }

  private checkPerson(person: number, row: number): void {
    if (person >>> 0 !== person || person >= this.personCount)
      throw new ContactGraphError('unknown_person', { row, person });
  }
}
