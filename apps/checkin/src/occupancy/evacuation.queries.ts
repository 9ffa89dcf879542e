import type { Evidence, PlaceKind } from '@app/contracts';
import type { EntityManager } from 'typeorm';

export interface BelievedInside {
  workerId: string;
  workerCode: string;
  fullName: string;
  placeId: string;
  placeCode: string;
  placeName: string;
  kind: PlaceKind;
  since: Date;
  evidence: Extract<Evidence, 'scan' | 'roster'>;
}

/**
 * Whom nothing shows to have left: whose last check-in since `since` was on the site and not out of a gate, and where no
 * check-in tells, whom the roster puts there now. Rather one too many than one too few.
 */
export function believedInside(
  manager: EntityManager,
  site: { id: string; organisationId: string },
  { since, days }: { since: Date; days: readonly string[] },
): Promise<BelievedInside[]> {
  return manager.query<BelievedInside[]>(
    `with last as (
       select distinct on (worker_no) worker_no, place_no, direction, at from check_in
       where organisation_id = $2 and day = any($4::date[]) and at >= $3 and at <= now() and decision <> 'stop'
         and voided_at is null
       order by worker_no, at desc, direction desc, place_no
     ), seen as (
       select l.worker_no, l.place_no, l.at as since, 'scan' as evidence
       from last l join place p on p.no = l.place_no
       where p.site_id = $1 and not (p.kind = 'gate' and l.direction = 'out')
     ), meant as (
       select distinct on (s.worker_no) s.worker_no, s.place_no, s.started_at as since, 'roster' as evidence
       from stay s join place p on p.no = s.place_no join worker w on w.no = s.worker_no
       where p.site_id = $1 and w.organisation_id = $2 and s.day = any($4::date[]) and s.evidence = 'roster'
         and s.started_at <= now() and s.ended_at > now() and not exists (select from last l where l.worker_no = s.worker_no)
       order by s.worker_no, s.started_at desc, s.place_no
     )
     select w.id as "workerId", w.code as "workerCode", w.full_name as "fullName", p.id as "placeId",
       p.code as "placeCode", p.name as "placeName", p.kind, one.since, one.evidence
     from (select * from seen union all select * from meant) one
       join worker w on w.no = one.worker_no join place p on p.no = one.place_no
     order by p.code collate "C", p.id, w.code collate "C"`,
    [site.id, site.organisationId, since, days],
  );
}
