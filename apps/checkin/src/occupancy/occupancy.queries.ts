import type { PlaceKind } from '@app/contracts';
import type { EntityManager } from 'typeorm';

export interface InsideRow {
  placeId: string;
  code: string;
  name: string;
  kind: PlaceKind;
  inside: number;
}

/** How many are inside each place of a site by their last check-in, wherever that was, since `since`. */
export function insideNow(
  manager: EntityManager,
  site: { id: string; organisationId: string },
  since: Date,
  firstDay: string,
): Promise<InsideRow[]> {
  return manager.query<InsideRow[]>(
    `with last as (
       select distinct on (worker_no) place_no, direction from check_in
       where organisation_id = $2 and day >= $4::date and at >= $3 and decision <> 'stop' and voided_at is null
       order by worker_no, at desc, direction desc
     )
     select p.id as "placeId", p.code, p.name, p.kind, count(last.place_no)::int as inside
     from place p left join last on last.place_no = p.no and last.direction = 'in'
     where p.site_id = $1 group by p.id order by p.code collate "C"`,
    [site.id, site.organisationId, since, firstDay],
  );
}
