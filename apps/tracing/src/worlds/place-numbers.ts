import type { Places } from '@app/contact-graph';
import type { EntityManager } from 'typeorm';

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

/**
 * The engine's places: every place as often as its chain of parents has changed, and every site, numbered 0 … count − 1.
 * A stay belongs to the version of its place that held when it began, so that moving a line to another workshop does
 * not rewrite what happened before.
 */
export class PlaceNumbers {
  readonly tree: Places;
  /** By engine place: id of the place or of the site. */
  readonly ids: string[] = [];
  private readonly parents: number[] = [];
  private readonly kinds: string[] = [];
  private readonly sites = new Map<string, number>();
  /** By place number: first engine place of each version with the instant from which it holds, oldest first. */
  private readonly versions = new Map<number, { from: number; place: number }[]>();

  constructor(
    rows: readonly PlaceRow[],
    private readonly moves: ReadonlyMap<number, readonly MoveRow[]> = new Map(),
  ) {
    const byNo = new Map(rows.map((row) => [row.no, row]));
    for (const row of rows) this.add(row, byNo, new Set());
    this.tree = { parent: Int32Array.from(this.parents), kind: this.kinds };
  }

  /** Engine place of a stored place number at an instant, or −1 when there is no such place. */
  at(placeNo: number, instant: number): number {
    const versions = this.versions.get(placeNo);
    if (!versions) return -1;
    let found = versions[0]!.place;
    for (let i = 1; i < versions.length && versions[i]!.from <= instant; i++) found = versions[i]!.place;
    return found;
  }

  /** Stored numbers of the places whose engine place satisfies a condition, in any version. */
  numbersWhere(condition: (place: number) => boolean): number[] {
    return [...this.versions].filter(([, all]) => all.some(({ place }) => condition(place))).map(([no]) => no);
  }

  private add(row: PlaceRow, byNo: ReadonlyMap<number, PlaceRow>, above: Set<number>): void {
    // a cycle in the stored tree is left for the engine to refuse: the link back is kept, the walk ends
    if (this.versions.has(row.no) || above.has(row.no)) return;
    above.add(row.no);
    const moves = this.moves.get(row.no) ?? [];
    const parentsInTime = [...moves.map((move) => move.from_parent_no), row.parent_no];
    for (const no of parentsInTime) if (no !== null && byNo.has(no)) this.add(byNo.get(no)!, byNo, above);
    const versions: { from: number; place: number }[] = [];
    for (const from of this.changesOf(moves, parentsInTime)) {
      const parentNo = parentsInTime[moves.filter(({ at }) => at <= from).length] ?? null;
      const parent = parentNo === null ? this.siteOf(row.site_id) : this.at(parentNo, from);
      versions.push({ from, place: this.push(row.id, row.kind, parent) });
    }
    this.versions.set(row.no, versions);
  }

  /** Instants at which the chain above a place changes: its own moves and those of whatever it hung under. */
  private changesOf(moves: readonly MoveRow[], parents: readonly (number | null)[]): number[] {
    const above = parents.flatMap((no) => (no === null ? [] : (this.versions.get(no) ?? []).map(({ from }) => from)));
    return [...new Set([-Infinity, ...above, ...moves.map(({ at }) => at)])].sort((a, b) => a - b);
  }

  private siteOf(siteId: string | null): number {
    if (siteId === null) return -1;
    const known = this.sites.get(siteId);
    if (known !== undefined) return known;
    const place = this.push(siteId, 'site', -1);
    this.sites.set(siteId, place);
    return place;
  }

  private push(id: string, kind: string, parent: number): number {
    this.parents.push(parent);
    this.kinds.push(kind);
    return this.ids.push(id) - 1;
  }
}

/** Every place, with the history of its moves. */
export async function readPlaces(manager: EntityManager): Promise<PlaceNumbers> {
  const rows = await manager.query<PlaceRow[]>(
    `select p.no, p.id, p.kind, p.site_id, parent.no as parent_no
     from place p left join place parent on parent.id = p.parent_id order by p.no`,
  );
  const moves = await manager.query<MoveRow[]>(
    `select p.no as place_no, f.no as from_parent_no, floor(extract(epoch from m.moved_at))::float8 as at
     from place_move m join place p on p.id = m.place_id left join place f on f.id = m.from_parent_id
     order by p.no, m.moved_at, m.id`,
  );
  return new PlaceNumbers(rows, groupByPlace(moves));
}

function groupByPlace(moves: readonly MoveRow[]): Map<number, MoveRow[]> {
  const groups = new Map<number, MoveRow[]>();
  for (const move of moves) groups.set(move.place_no, [...(groups.get(move.place_no) ?? []), move]);
  return groups;
}
