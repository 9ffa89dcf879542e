import type { PlaceKind } from '@app/contracts';
import { PlaceCodes, Site } from '@app/database';
import type { EntityManager } from 'typeorm';

/** Codes that stand in a body or a file for things of the organisation, or for shared places. */
export interface Codes {
  siteCode?: string | null;
  placeCode?: string | null;
  dormitoryRoom?: string | null;
  busCode?: string | null;
}
export type CodeField = keyof Codes;
export const CODE_FIELDS = ['siteCode', 'placeCode', 'dormitoryRoom', 'busCode'] as const;

/** Why a code cannot be used: also the code of the refusal. */
export const UNKNOWN = {
  siteCode: 'unknown_site',
  placeCode: 'unknown_place',
  dormitoryRoom: 'unknown_room',
  busCode: 'unknown_bus',
} as const satisfies Record<CodeField, string>;

const KINDS: Record<'placeCode' | 'dormitoryRoom' | 'busCode', readonly PlaceKind[] | undefined> = {
  placeCode: undefined,
  dormitoryRoom: ['dormitory-room', 'lodging-room'],
  busCode: ['bus'],
};

/** What codes mean in one organisation. Remembers what it has looked up, also what is not there. */
export class References {
  private readonly sites = new Map<string, string>();
  private readonly places = new Map<string, number | null>();
  private sitesLoaded = false;

  constructor(
    private readonly manager: EntityManager,
    private readonly organisationId: string,
  ) {}

  /** Looks up what these rows mean, all at once. */
  async load(rows: readonly Codes[]): Promise<void> {
    if (!this.sitesLoaded && rows.some(({ siteCode }) => siteCode)) await this.loadSites();
    const wanted = new Map<string, [field: keyof typeof KINDS, code: string]>();
    for (const row of rows)
      for (const field of ['placeCode', 'dormitoryRoom', 'busCode'] as const) {
        const key = `${field} ${row[field]}`;
        if (row[field] && !this.places.has(key)) wanted.set(key, [field, row[field]]);
      }
    if (wanted.size === 0) return;
    const codes = await PlaceCodes.load(this.manager, this.organisationId, [
      ...new Set([...wanted.values()].map(([, code]) => code)),
    ]);
    for (const [key, [field, code]] of wanted) this.places.set(key, codes.find(code, KINDS[field])?.no ?? null);
  }

  /** The first field whose code means nothing. */
  unknownIn(row: Codes): CodeField | undefined {
    return CODE_FIELDS.find((field) => {
      const code = row[field];
      return code && (field === 'siteCode' ? !this.sites.has(code) : !this.places.get(`${field} ${code}`));
    });
  }

  siteId(code: string | null | undefined): string | null {
    return (code && this.sites.get(code)) || null;
  }

  placeNo(field: keyof typeof KINDS, code: string | null | undefined): number | null {
    return (code && this.places.get(`${field} ${code}`)) || null;
  }

  private async loadSites(): Promise<void> {
    for (const { id, code } of await this.manager.findBy(Site, { organisationId: this.organisationId }))
      if (code !== null) this.sites.set(code, id);
    this.sitesLoaded = true;
  }
}
