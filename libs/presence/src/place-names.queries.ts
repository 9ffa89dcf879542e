import type { EntityManager } from 'typeorm';

export interface PlaceName {
  id: string;
  name: string;
  kind: string;
}

/** Names of places and of sites that stand for a place. */
export async function findPlaceNames(manager: EntityManager, ids: readonly string[]): Promise<Map<string, PlaceName>> {
  const rows = await manager.query<PlaceName[]>(
    `select id, name, kind from place where id = any($1::uuid[])
     union all select id, name, 'site' from site where id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
