import { newId } from '@app/database';
import { requeue, requeueing, RUNG } from '@app/queue';
import type { EntityManager } from 'typeorm';

/** Check-ins that follow closely are looked through together. */
const DEBOUNCE_MS = 3_000;

export interface Check {
  organisationId: string;
  /** Local date. */
  day: string;
}

/**
 * Asks for the check-ins of a day to be looked through, if there are any. In a transaction of its own: whoever holds other work's rows while
 * it waits for this one's might wait in a circle.
 */
export async function requestCheck(manager: EntityManager, { organisationId, day }: Check): Promise<void> {
  const [row] = await manager.query<{ id: string }[]>(
    `insert into plausibility_check (id, organisation_id, day)
     select $1::uuid, $2::uuid, $3::date
     where exists (select from check_in where organisation_id = $2::uuid and day = $3::date)
     on conflict (organisation_id, day) do update set day = excluded.day returning id`,
    [newId(), organisationId, day],
  );
  if (!row) return;
  await requeue(manager, 'plausibility.check', row.id, { runAfter: new Date(Date.now() + DEBOUNCE_MS) });
}

/** The latest days first, a few a second: stays of today must not wait for a month of a province. */
const CHECKS_AGAIN = `
  with wanted as (
    select c.id, clock_timestamp() + interval '${DEBOUNCE_MS} milliseconds'
      + interval '50 milliseconds' * row_number() over (order by c.day desc, c.id) as run_after
    from plausibility_check c join organisation o on o.id = c.organisation_id
    where ($1::uuid is null or o.id = $1) and (o.exercise or c.day >= $2::date - least($3::int, o.presence_days))
    order by c.id
  ), ${requeueing("'plausibility.check'")}
  select count(*) from (select ${RUNG} from requeued offset 0) rung`;

/**
 * Asks for all days that are kept to be looked through once more: the rules have changed.
 * @param organisationId null: of all
 * @param today local date
 * @param kept days of presence that are kept
 */
export async function requestChecksAgain(
  manager: EntityManager,
  organisationId: string | null,
  today: string,
  kept: number,
): Promise<void> {
  await manager.query(CHECKS_AGAIN, [organisationId, today, kept]);
}

export async function checkOf(manager: EntityManager, id: string): Promise<Check | undefined> {
  const rows = await manager.query<Check[]>(
    'select organisation_id as "organisationId", day::text from plausibility_check where id = $1',
    [id],
  );
  return rows[0];
}
