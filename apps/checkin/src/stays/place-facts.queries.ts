import type { PlaceKind } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { PlaceFacts } from './place-event.js';

interface FactRow {
  no: number;
  kind: PlaceKind;
  siteId: string | null;
  ancestors: number[];
}

/** Kind, site and containing places of each place, by number; one statement however many they are. */
export async function placeFacts(manager: EntityManager, nos: Iterable<number>): Promise<Map<number, PlaceFacts>> {
  const rows = await manager.query<FactRow[]>(
    `with recursive above as (
       select no as place_no, parent_id from place where no = any($1::int[])
       union all
       select a.place_no, p.parent_id from above a join place p on p.id = a.parent_id
     )
     select p.no, p.kind, p.site_id as "siteId",
            array(select q.no from above a join place q on q.id = a.parent_id where a.place_no = p.no) as ancestors
     from place p where p.no = any($1::int[])`,
    [[...new Set(nos)]],
  );
  return new Map(rows.map((row) => [row.no, { ...row, ancestors: new Set(row.ancestors) }]));
}
