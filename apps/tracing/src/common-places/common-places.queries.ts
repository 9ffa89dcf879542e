import { type Page, positionKey } from '@app/contracts';
import { cursorOf } from '@app/database';
import type { EntityManager } from 'typeorm';

export interface CommonPlaceRow {
  position: number;
  place_id: string;
  name: string | null;
  kind: string;
  case_ids: string[];
  overlap_seconds: string;
  gap_seconds: number;
  first_at: Date;
  last_at: Date;
}

/** One more than a page of a trace's common places, in their order. A site may stand for a place. */
export function findCommonPlaces(manager: EntityManager, traceId: string, page: Page): Promise<CommonPlaceRow[]> {
  const after = cursorOf(page, positionKey);
  return manager.query(
    `select t.position, t.place_id, coalesce(p.name, s.name) as name,
            case when p.id is not null then p.kind when s.id is not null then 'site' else 'other' end as kind,
            t.case_ids, t.overlap_seconds, t.gap_seconds, t.first_at, t.last_at
     from trace_place t left join place p on p.id = t.place_id left join site s on s.id = t.place_id
     where t.trace_id = $1 and ($2::int is null or t.position > $2) order by t.position limit $3`,
    [traceId, after?.[0] ?? null, page.limit + 1],
  );
}
