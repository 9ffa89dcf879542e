import { dateOfDayNumber, localDayNumber } from '@app/contracts';
import { newId } from '@app/database';
import { requeue } from '@app/queue';
import type { EntityManager } from 'typeorm';
import { LONGEST_SCANNED } from './derive-stays.js';

/** Check-ins that follow closely are worked out together. */
const DEBOUNCE_MS = 1_000;

/**
 * Asks, in the transaction that stores check-ins, for the stays they can change to be worked out again: those of the
 * workers' organisations on every local day within reach of a stay. Where that was asked for already nobody is rung: the
 * run that is to come, or that finds when it publishes that more was requested, takes this along. Rows are locked in one
 * order, so that concurrent transactions wait for one another and never in a circle; call it last.
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
  const wanted = new Map(days.map((one) => [`${one.organisationId} ${one.day}`, one]));
  if (wanted.size === 0) return;
  const keys = [...wanted.keys()].sort();
  const rows = keys.map((key) => wanted.get(key)!);
  const idle = await manager.query<{ id: string }[]>(
    `with requested as (
       insert into stay_derivation as d (id, organisation_id, day)
       select w.id, w.organisation_id, w.day from unnest($1::uuid[], $2::uuid[], $3::date[]) with ordinality
         as w(id, organisation_id, day, position) order by w.position
       on conflict (organisation_id, day) do update set requested = d.requested + 1
       returning d.id, d.requested, d.done
     )
     select r.id from requested r left join work w on w.id = r.id
     where r.requested = r.done + 1 or w.status not in ('queued', 'running')`,
    [rows.map(() => newId()), rows.map((row) => row.organisationId), rows.map((row) => row.day)],
  );
  const runAfter = new Date(Date.now() + DEBOUNCE_MS);
  for (const { id } of idle) await requeue(manager, 'stays.derive', id, { runAfter });
}
