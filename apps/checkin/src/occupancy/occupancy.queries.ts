import type { PlaceKind } from '@app/contracts';
import type { Site } from '@app/database';
import type { EntityManager } from 'typeorm';
import { LAST_SEEN, lastSeenAt } from './last-seen.js';

export interface InsideRow {
  placeId: string;
  code: string;
  name: string;
  kind: PlaceKind;
  inside: number;
}

/** How many are inside each place of a site by their last check-in, wherever that was. */
export function insideNow(manager: EntityManager, site: Site, now: Date): Promise<InsideRow[]> {
  return manager.query<InsideRow[]>(
    `with ${LAST_SEEN}
     select p.id as "placeId", p.code, p.name, p.kind, count(last.place_no)::int as inside
     from place p left join last on last.place_no = p.no and last.direction = 'in'
     where p.site_id = $1 group by p.id order by p.code collate "C"`,
    lastSeenAt(site, now),
  );
}
