import type { Decision } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** The decision becomes the one at the gate; what the rules had said stays beside it. */
export async function storeOverride(
  manager: EntityManager,
  given: { id: string; day: string; decision: Decision; note: string; by: string },
): Promise<Date> {
  const [[row]] = await manager.query<[[{ at: Date }], number]>(
    `update check_in set overridden_decision = decision, decision = $3, override_note = $4, overridden_by = $5,
       overridden_at = now()
     where day = $2::date and id = $1 returning overridden_at as at`,
    [given.id, given.day, given.decision, given.note, given.by],
  );
  return row.at;
}
