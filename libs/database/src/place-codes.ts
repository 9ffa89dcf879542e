import type { PlaceKind } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** A place that a code means. */
export interface CodedPlace {
  no: number;
  code: string;
  kind: PlaceKind;
  /** Null for a shared place. */
  organisationId: string | null;
  unitPath: string | null;
}

/**
 * The places that codes mean to an organisation: its own first; else a shared one, and of several the nearest by
 * administration (the longest common path), then the oldest (api.md, Shared places).
 */
export class PlaceCodes {
  private constructor(
    private readonly places: ReadonlyMap<string, readonly CodedPlace[]>,
    private readonly unitPath: string,
  ) {}

  static async load(manager: EntityManager, organisationId: string, codes: readonly string[]): Promise<PlaceCodes> {
    const [{ path = '' } = {}] = await manager.query<{ path?: string }[]>(
      'select u.path from organisation o join administrative_unit u on u.code = o.unit_code where o.id = $1',
      [organisationId],
    );
    const rows = await manager.query<CodedPlace[]>(
      `select p.no, p.code, p.kind, p.organisation_id as "organisationId", u.path as "unitPath"
       from place p left join administrative_unit u on u.code = p.unit_code
       where p.code = any($2) and (p.organisation_id = $1 or p.organisation_id is null) order by p.no`,
      [organisationId, codes],
    );
    const places = new Map<string, CodedPlace[]>();
    for (const row of rows) places.set(row.code, [...(places.get(row.code) ?? []), row]);
    return new PlaceCodes(places, path);
  }

  /** The place a code means, of these kinds if any are given. */
  find(code: string, kinds?: readonly PlaceKind[]): CodedPlace | undefined {
    const named = (this.places.get(code) ?? []).filter(({ kind }) => !kinds || kinds.includes(kind));
    return named.find(({ organisationId }) => organisationId !== null) ?? nearestShared(named, this.unitPath);
  }
}

/**
 * Of shared places that bear one code in several administrative units, the nearest by administration: with the longest
 * common path, then the oldest. Places of organisations are never it.
 * @param unitPath path of the organisation's own unit, as `/24/219/`
 */
export function nearestShared<Place extends Pick<CodedPlace, 'no' | 'organisationId' | 'unitPath'>>(
  places: readonly Place[],
  unitPath: string,
): Place | undefined {
  const near = (place: Place): number => commonParts(place.unitPath ?? '', unitPath);
  return places
    .filter(({ organisationId }) => organisationId === null)
    .sort((a, b) => near(b) - near(a) || a.no - b.no)[0];
}

function commonParts(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
}
