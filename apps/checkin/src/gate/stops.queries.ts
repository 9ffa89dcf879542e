import type { Decision } from '@app/contracts';
import type { EntityManager } from 'typeorm';

export interface StopRow {
  id: string;
  at: Date;
  workerId: string;
  workerCode: string;
  placeId: string;
  placeName: string;
  decision: Decision;
  overriddenDecision: 'warn' | 'stop' | null;
  reasons: string[];
}

/**
 * Check-ins of a local day at which the rules warned or stopped, whatever somebody at the gate did then; the latest first.
 * @param siteId for who sees one site only
 */
export function stopsAfter(
  manager: EntityManager,
  { organisationId, day, siteId }: { organisationId: string; day: string; siteId: string | undefined },
  after: readonly [string, string] | null,
  limit: number,
): Promise<StopRow[]> {
  return manager.query<StopRow[]>(
    `select c.id, c.at, w.id as "workerId", w.code as "workerCode", p.id as "placeId", p.name as "placeName",
       c.decision, c.overridden_decision as "overriddenDecision", c.reasons
     from check_in c join worker w on w.no = c.worker_no join place p on p.no = c.place_no
     where c.organisation_id = $1 and c.day = $2::date and c.voided_at is null
       and coalesce(c.overridden_decision, c.decision) <> 'allow'
       and ($3::uuid is null or p.site_id is null or p.site_id = $3)
       and ($4::timestamptz is null or (c.at, c.id) < ($4, $5::uuid))
     order by c.at desc, c.id desc limit $6`,
    [organisationId, day, siteId ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}
