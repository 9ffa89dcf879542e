import { deploymentZone } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/**
 * Keeps whoever is about to store rows of the day waiting until the caller commits.
 * @returns when rows of it were last announced; null: never, since it has gone by
 */
export async function holdDay(manager: EntityManager, day: string): Promise<Date | null> {
  const [row] = await manager.query<[{ at: Date | null }]>(
    `insert into presence_day as p (day, announced_at) values ($1, '-infinity')
     on conflict (day) do update set announced_at = p.announced_at
     returning case when isfinite(announced_at) then announced_at end as at`,
    [day],
  );
  return row.at;
}

export async function forgetAnnouncement(manager: EntityManager, day: string): Promise<void> {
  await manager.query('delete from presence_day where day = $1', [day]);
}

const CASES = 'trace_case tc join case_record c on c.id = tc.case_id where tc.trace_id = t.id';

/** First local day that a trace with its cases' present dates looks at (contact-rules, sections 5 and 8). */
const FROM_DATES = `(
  select min(coalesce(c.onset_on, c.sampled_on)) from ${CASES} and c.status <> 'withdrawn'
) - ceil((t.preset->>(case t.direction when 'backward' then 'exposureDays' else 'daysBefore' end))::numeric)::int`;

/** The same for the list that it has, which may be of other dates. */
const FROM_LIST = `(
  select (to_timestamp(min((one->>'from')::float8)) at time zone $2)::date from jsonb_array_elements(t.windows) one
)`;

/**
 * Whether a trace of an open case rests on the day, or will when it is worked out anew: it lies between the start of the
 * first window and the trace's `asOf`, which for one that is followed without a given time is now.
 */
export async function isTraced(manager: EntityManager, day: string): Promise<boolean> {
  const [row] = await manager.query<[{ traced: boolean }]>(
    `select exists (
       select from trace t
       where exists (select from ${CASES} and c.status = 'open')
         and $1::date >= least(${FROM_DATES}, ${FROM_LIST})
         and ((t.followed and not t.as_of_given) or $1::date <= (t.as_of at time zone $2)::date)
     ) as traced`,
    [day, deploymentZone()],
  );
  return row.traced;
}
