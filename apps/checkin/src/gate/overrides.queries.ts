import type { Decision } from '@app/contracts';
import type { EntityManager } from 'typeorm';

export interface DecidedRow {
  day: string;
  organisationId: string;
  /** Null for a shared place. */
  siteId: string | null;
  /** Epoch seconds. */
  at: number;
  decision: Decision;
  reasons: string[];
  overriddenDecision: Decision | null;
}

/** A check-in by its id, for a change; the key says in which partition it lies. */
export async function lockCheckIn(manager: EntityManager, id: string): Promise<DecidedRow | undefined> {
  const rows = await manager.query<DecidedRow[]>(
    `select c.day::text, c.organisation_id as "organisationId", p.site_id as "siteId",
       extract(epoch from c.at)::float8 as at, c.decision, c.reasons, c.overridden_decision as "overriddenDecision"
     from check_in_key k join check_in c on c.day = k.day and c.id = k.id join place p on p.no = c.place_no
     where k.id = $1 for update of c`,
    [id],
  );
  return rows[0];
}

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
