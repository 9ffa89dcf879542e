import { newId } from '@app/database';
import { requeue } from '@app/queue';
import type { EntityManager } from 'typeorm';

/** Check-ins that follow closely are looked through together. */
const DEBOUNCE_MS = 3_000;

export interface Check {
  organisationId: string;
  /** Local date. */
  day: string;
}

/**
 * Asks for the check-ins of a day to be looked through. In a transaction of its own: whoever holds other work's rows while
 * it waits for this one's might wait in a circle.
 */
export async function requestCheck(manager: EntityManager, { organisationId, day }: Check): Promise<void> {
  const [row] = await manager.query<[{ id: string }]>(
    `insert into plausibility_check (id, organisation_id, day) values ($1, $2, $3)
     on conflict (organisation_id, day) do update set day = excluded.day returning id`,
    [newId(), organisationId, day],
  );
  await requeue(manager, 'plausibility.check', row.id, { runAfter: new Date(Date.now() + DEBOUNCE_MS) });
}

export async function checkOf(manager: EntityManager, id: string): Promise<Check | undefined> {
  const rows = await manager.query<Check[]>(
    'select organisation_id as "organisationId", day::text from plausibility_check where id = $1',
    [id],
  );
  return rows[0];
}
