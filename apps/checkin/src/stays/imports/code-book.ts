import { PlaceCodes } from '@app/database';
import type { TableRow } from '@app/tables';
import type { EntityManager } from 'typeorm';
import type { CodeBook } from './presence-row.js';

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

  /** Looks up the places of a batch of rows that no row before has named. */
  async learn(rows: readonly TableRow[], column: number): Promise<void> {
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
      const place = known.find(text.normalize('NFC').trim());
      if (place) this.places.set(text, place.no).set(place.code, place.no);
    }
  }
}
