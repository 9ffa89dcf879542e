import type { Evidence, PlaceKind } from '@app/contracts';
import type { EntityManager } from 'typeorm';

export interface StayRow {
  id: string;
  from: Date;
  to: Date;
  evidence: Evidence;
  placeId: string;
  placeCode: string;
  placeName: string;
  kind: PlaceKind;
}

/** Stays of a worker that touch `[from, to)`, oldest first, after the key of the page before. */
export function staysOf(
  manager: EntityManager,
  workerNo: number,
  span: { from: Date; to: Date; firstDay: string; lastDay: string },
  after: readonly (string | number)[] | null,
  limit: number,
): Promise<StayRow[]> {
  return manager.query<StayRow[]>(
    `select s.id, s.started_at as "from", s.ended_at as "to", s.evidence, p.id as "placeId", p.code as "placeCode",
            p.name as "placeName", p.kind
     from stay s join place p on p.no = s.place_no
     where s.worker_no = $1 and s.day between $4::date and $5::date and s.ended_at > $2 and s.started_at < $3
       and ($6::timestamptz is null or (s.started_at, s.id) > ($6::timestamptz, $7::bigint))
     order by s.started_at, s.id limit $8`,
    [workerNo, span.from, span.to, span.firstDay, span.lastDay, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}
