import type { Evidence, PlaceKind } from '@app/contracts';
import type { Site } from '@app/database';
import type { EntityManager } from 'typeorm';
import { LAST_SEEN, lastSeenAt } from './last-seen.js';

export interface BelievedInside {
  workerId: string;
  organisationId: string;
  workerCode: string;
  fullName: string;
  organisation: string;
  placeId: string;
  placeCode: string;
  placeName: string;
  kind: PlaceKind;
  since: Date;
  evidence: Extract<Evidence, 'scan' | 'roster'>;
}

/**
 * Whom nothing shows to have left: whose last check-in of sixteen hours was on the site and not out of a gate, and where no
 * check-in tells, whom the roster puts there now. Rather one too many than one too few.
 */
export function believedInside(manager: EntityManager, site: Site, now: Date): Promise<BelievedInside[]> {
  return manager.query<BelievedInside[]>(
    `with ${LAST_SEEN}, seen as (
       select l.worker_no, l.place_no, l.at as since, 'scan' as evidence
       from last l join place p on p.no = l.place_no
       where p.site_id = $1 and not (p.kind = 'gate' and l.direction = 'out')
     ), meant as (
       select distinct on (s.worker_no) s.worker_no, s.place_no, s.started_at as since, 'roster' as evidence
       from stay s join place p on p.no = s.place_no
       where p.site_id = $1 and s.day = any($4::date[]) and s.evidence = 'roster'
         and s.started_at <= now() and s.ended_at > now() and not exists (select from last l where l.worker_no = s.worker_no)
       order by s.worker_no, s.started_at desc, s.place_no
     )
     select w.id as "workerId", w.organisation_id as "organisationId", w.code as "workerCode",
       w.full_name as "fullName", o.name as organisation, p.id as "placeId",
       p.code as "placeCode", p.name as "placeName", p.kind, one.since, one.evidence
     from (select * from seen union all select * from meant) one
       join worker w on w.no = one.worker_no join organisation o on o.id = w.organisation_id
       join place p on p.no = one.place_no
     order by p.code collate "C", p.id, w.organisation_id <> $2, o.name, w.code collate "C"`,
    lastSeenAt(site, now),
  );
}
