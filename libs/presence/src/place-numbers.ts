import type { Places } from '@app/contact-graph';
import { DomainError } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { type Gaps, gapsBetween } from './left-out.queries.js';

export interface PlaceRow {
  no: number;
  id: string;
  kind: string;
  site_id: string | null;
  parent_no: number | null;
}

/** A place was hung elsewhere: before `at` (epoch seconds) it stood under `fromParentNo`. */
export interface MoveRow {
  place_no: number;
  from_parent_no: number | null;
  at: number;
}

interface Version {
  /** Epoch seconds; −Infinity for the first. */
  readonly from: number;
  readonly place: number;
}

/**
 * The engine's places: every place as often as its chain of parents has changed, and every site. A stay belongs to the
 * version of its place that held when it began, so that moving a line to another workshop does not rewrite what happened
 * before. A version keeps its number from one state of the places to the next.
 */
export class PlaceNumbers {
  readonly tree: Places;
  /** By engine place: id of the place or of the site. */
  readonly ids: string[];
  private readonly parents: number[];
  private readonly kinds: string[];
  /** By id, parent and kind: engine place. */
  private readonly numbers: Map<string, number>;
  private readonly rows: ReadonlyMap<number, PlaceRow>;
  /** By place number: what it was from when on, oldest first. */
  private readonly versions = new Map<number, Version[]>();
  /** By place number: its engine place where there was never another, else −1. */
  private readonly only: Int32Array;

  /** @throws DomainError place_cycle for a place that stands in itself, or once did */
  constructor(
    rows: readonly PlaceRow[],
    private readonly moves: ReadonlyMap<number, readonly MoveRow[]> = new Map(),
    before?: PlaceNumbers,
  ) {
    this.ids = [...(before?.ids ?? [])];
    this.parents = [...(before?.parents ?? [])];
    this.kinds = [...(before?.kinds ?? [])];
    this.numbers = new Map(before?.numbers);
    this.rows = new Map(rows.map((row) => [row.no, row]));
    this.only = new Int32Array(rows.reduce((most, { no }) => Math.max(most, no), 0) + 1).fill(-1);
    for (const { no } of rows) this.settle(no);
    this.tree = { parent: Int32Array.from(this.parents), kind: this.kinds };
  }

  /** Engine place of a stored place number at an instant, or −1 when there is no such place. */
  at(placeNo: number, instant: number): number {
    const only = this.only[placeNo] ?? -1;
    if (only >= 0) return only;
    const versions = this.versions.get(placeNo);
    if (!versions) return -1;
    let found = versions[0]!.place;
    for (let i = 1; i < versions.length && versions[i]!.from <= instant; i++) found = versions[i]!.place;
    return found;
  }

  /** Numbers that no place has. */
  get gaps(): Gaps {
    return gapsBetween(this.only.length, (no) => this.versions.has(no));
  }

  /** Stored numbers of places by the group (of engine places, −1: none) that any version of them belongs to. */
  numbersBy(groupOf: Int32Array): Map<number, number[]> {
    const numbers = new Map<number, Set<number>>();
    for (const [no, versions] of this.versions) {
      for (const { place } of versions) {
        const group = groupOf[place]!;
        if (group >= 0) numbers.set(group, (numbers.get(group) ?? new Set()).add(no));
      }
    }
    return new Map([...numbers].map(([group, nos]) => [group, [...nos]]));
  }

  /** The instant from which some stay may belong to another engine place than in an earlier state; Infinity if none. */
  changedSince(before: PlaceNumbers): number {
    let earliest = Infinity;
    // a new place has no stays that were read before
    for (const [no, then] of before.versions) {
      const at = [...then, ...(this.versions.get(no) ?? [])];
      for (const { from } of at) if (from < earliest && before.at(no, from) !== this.at(no, from)) earliest = from;
    }
    return earliest;
  }

  /** Works out what a place was from when on. */
  private settle(no: number): void {
    const versions: Version[] = [];
    for (const from of this.changesOf(no)) {
      const place = this.numberAt(no, from, new Set());
      if (versions.at(-1)?.place !== place) versions.push({ from, place });
    }
    this.versions.set(no, versions);
    if (versions.length === 1) this.only[no] = versions[0]!.place;
  }

  /** Instants at which the chain above a place may have changed: moves of it and of whatever it ever hung under. */
  private changesOf(no: number): number[] {
    const chain = new Set([no]);
    // a set takes what is added while it is walked
    for (const one of chain) for (const parentNo of this.parentsInTime(one)) if (parentNo !== null) chain.add(parentNo);
    const instants = [...chain].flatMap((one) => (this.moves.get(one) ?? []).map(({ at }) => at));
    return [...new Set([-Infinity, ...instants])].sort((a, b) => a - b);
  }

  /** Under what a place hung, oldest first: one more than it has moves. */
  private parentsInTime(no: number): (number | null)[] {
    const now = this.rows.get(no)!.parent_no;
    return [...(this.moves.get(no) ?? []).map((move) => move.from_parent_no), now];
  }

  /** Engine place at an instant; `below` are those that stood in it then. */
  private numberAt(no: number, instant: number, below: Set<number>): number {
    if (this.only[no]! >= 0) return this.only[no]!;
    const { id, kind, site_id: siteId } = this.rows.get(no)!;
    if (below.has(no)) throw new DomainError('place_cycle', `The place ${id} stands in itself.`);
    const moved = (this.moves.get(no) ?? []).filter(({ at }) => at <= instant).length;
    const parentNo = this.parentsInTime(no)[moved]!;
    const parent = parentNo === null ? this.siteOf(siteId) : this.numberAt(parentNo, instant, below.add(no));
    return this.numberOf(id, kind, parent);
  }

  private siteOf(siteId: string | null): number {
    return siteId === null ? -1 : this.numberOf(siteId, 'site', -1);
  }

  private numberOf(id: string, kind: string, parent: number): number {
    const key = `${id} ${parent} ${kind}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.parents.push(parent);
    this.kinds.push(kind);
    const number = this.ids.push(id) - 1;
    this.numbers.set(key, number);
    return number;
  }
}

/** Every place, with the history of its moves; those of an earlier state keep their numbers. */
export async function readPlaces(manager: EntityManager, before?: PlaceNumbers): Promise<PlaceNumbers> {
  const rows = await manager.query<PlaceRow[]>(
    `select p.no, p.id, p.kind, p.site_id, parent.no as parent_no
     from place p left join place parent on parent.id = p.parent_id order by p.no`,
  );
  const moves = await manager.query<MoveRow[]>(
    `select p.no as place_no, f.no as from_parent_no, floor(extract(epoch from m.moved_at))::float8 as at
     from place_move m join place p on p.id = m.place_id left join place f on f.id = m.from_parent_id
     order by p.no, m.moved_at, m.id`,
  );
  return new PlaceNumbers(rows, groupByPlace(moves), before);
}

function groupByPlace(moves: readonly MoveRow[]): Map<number, MoveRow[]> {
  const groups = new Map<number, MoveRow[]>();
  for (const move of moves) groups.set(move.place_no, [...(groups.get(move.place_no) ?? []), move]);
  return groups;
}
