import type { PlaceKind } from '@app/contracts';
import { PlaceCodes } from '@app/database';
import type { EntityManager } from 'typeorm';
import type { TableRow } from '../reading/table.js';

/** The numbers behind an organisation's codes; a code that is not here is unknown. */
export interface CodeBook {
  workers: ReadonlyMap<string, number>;
  places: ReadonlyMap<string, number>;
}

/**
 * The codes of an organisation: its workers all at once, places as files name them, since the shared ones of a province
 * are many and a file knows few.
 */
export class OrganisationCodes implements CodeBook {
  readonly places = new Map<string, number>();
  private readonly asked = new Set<string>();

  private constructor(
    private readonly manager: EntityManager,
    private readonly organisationId: string,
    readonly workers: ReadonlyMap<string, number>,
  ) {}

  static async load(manager: EntityManager, organisationId: string): Promise<OrganisationCodes> {
    const rows = await manager.query<{ code: string; no: number }[]>(
      'select code, no from worker where organisation_id = $1',
      [organisationId],
    );
    return new OrganisationCodes(manager, organisationId, new Map(rows.map(({ code, no }) => [code, no])));
  }

  /** Looks up the places, of these kinds if any are given, of a batch of rows that no row before has named. */
  async learn(rows: readonly TableRow[], column: number, kinds?: readonly PlaceKind[]): Promise<void> {
    const fresh = new Set<string>();
    for (const { cells } of rows) {
      const text = cells[column];
      if (text !== undefined && !this.asked.has(text)) fresh.add(text);
    }
    if (fresh.size === 0) return;
    const codes = [...fresh].map((text) => text.normalize('NFC').trim());
    const known = await PlaceCodes.load(this.manager, this.organisationId, codes);
    for (const text of fresh) {
      this.asked.add(text);
      const place = known.find(text.normalize('NFC').trim(), kinds);
      if (place) this.places.set(text, place.no).set(place.code, place.no);
    }
  }
}
