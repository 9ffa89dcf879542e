import { dateOfDayNumber, localDayNumber } from '@app/contracts';
import { requeueing, RUNG } from '@app/queue';
import type { EntityManager } from 'typeorm';
import { LONGEST_SCANNED } from './derive-stays.js';

/** The local days whose stays a check-in can change: those within reach of a stay. */
export const daysReached = (at: number): { first: string; last: string } => ({
  first: dateOfDayNumber(localDayNumber(at - LONGEST_SCANNED)),
  last: dateOfDayNumber(localDayNumber(at + LONGEST_SCANNED)),
});

/**
 * Table expressions that ask, in the statement that stores check-ins, for stays to be worked out again: those of the
 * organisations and days of `reached` (organisation_id, day), each once. Where that was asked for and no run has taken it
 * yet, nothing is written and nobody is rung: the run to come takes this along (`takeDerivation` waits for it); where a run
 * is under way, it finds when it publishes that more was requested. Check-ins that follow within a second are worked out
 * together. Locks are taken in one order, so that concurrent transactions wait for one another and never in a circle;
 * nothing else is to be locked after them. `RUNG_FOR` has to be evaluated in the end.
 */
export const REQUESTS = `
  unasked as materialized (
    select d.* from (select array_agg(organisation_id) as organisations, array_agg(day) as days from reached) r
      cross join lateral days_to_request(r.organisations, r.days) d
  ), requested as (
    insert into stay_derivation as d (id, organisation_id, day)
    select uuid_v7(), organisation_id, day from unasked order by organisation_id, day
    on conflict (organisation_id, day) do update set requested = d.requested + 1
    returning d.id, d.requested, d.done
  ), wanted as (
    select r.id, clock_timestamp() + interval '1 second' as run_after from requested r left join work w on w.id = r.id
    where r.requested = r.done + 1 or w.status not in ('queued', 'running')
  ), ${requeueing("'stays.derive'")}`;
export const RUNG_FOR = `(select count(*) from (select ${RUNG} from requeued offset 0) rung)`;

const REQUEST = `
  with reached as (
    select distinct organisation_id, day from unnest($1::uuid[], $2::date[]) as r(organisation_id, day)
  ), ${REQUESTS} select ${RUNG_FOR}`;

/**
 * Asks in the caller's transaction for the stays that check-ins can change to be worked out again; call it last.
 * @param seen which organisation's worker was seen when (epoch seconds)
 */
export async function requestDerivations(
  manager: EntityManager,
  seen: readonly { organisationId: string; at: number }[],
): Promise<void> {
  const days = seen.flatMap(({ organisationId, at }) => {
    const first = localDayNumber(at - LONGEST_SCANNED);
    const count = localDayNumber(at + LONGEST_SCANNED) - first + 1;
    return Array.from({ length: count }, (_, i) => ({ organisationId, day: dateOfDayNumber(first + i) }));
  });
  await requestDays(manager, days);
}

/** The same for days of organisations. */
export async function requestDays(
  manager: EntityManager,
  days: readonly { organisationId: string; day: string }[],
): Promise<void> {
  if (days.length === 0) return;
  const organisations = days.map(({ organisationId }) => organisationId);
  await manager.query(REQUEST, [organisations, days.map(({ day }) => day)]);
}
