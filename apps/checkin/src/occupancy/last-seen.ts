import type { Site } from '@app/database';
import { datesBetween, secondsOf } from '@app/contracts';
import { LONGEST_SCANNED } from '../stays/derive-stays.js';

const COUNTS = `c.day = any($4::date[]) and c.at >= $3 and c.at <= now() and c.decision <> 'stop' and c.voided_at is null`;

/**
 * Table expression `last`: the last check-in of sixteen hours, wherever it was, of everybody of a site's organisation, and of
 * people of others who were seen at the site. Its parameters are those of `lastSeenAt`.
 */
export const LAST_SEEN = `
  guest as (
    select distinct c.worker_no from place p join check_in c on c.place_no = p.no
    where p.site_id = $1 and c.organisation_id <> $2 and ${COUNTS}
  ), known as (
    select c.worker_no, c.place_no, c.direction, c.at from check_in c where c.organisation_id = $2 and ${COUNTS}
    union all
    select c.worker_no, c.place_no, c.direction, c.at from guest join check_in c using (worker_no) where ${COUNTS}
  ), last as (
    select distinct on (worker_no) worker_no, place_no, direction, at from known
    order by worker_no, at desc, direction desc, place_no
  )`;

/** The first parameters of a statement with `LAST_SEEN`. */
export function lastSeenAt({ id, organisationId }: Site, now: Date): [string, string, Date, string[]] {
  const since = new Date(now.getTime() - LONGEST_SCANNED * 1_000);
  return [id, organisationId, since, datesBetween(secondsOf(since), secondsOf(now) + 1)];
}
