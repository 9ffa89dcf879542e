import type { Actor, Decision } from '@app/contracts';
import { organisationFor } from '@app/database';
import { notFound } from '@app/platform';
import type { EntityManager } from 'typeorm';

/** A check-in as it stands, for whoever changes it. */
export interface StoredCheckIn {
  id: string;
  day: string;
  workerNo: number;
  organisationId: string;
  /** Null for a shared place. */
  siteId: string | null;
  /** Epoch seconds. */
  at: number;
  decision: Decision;
  reasons: string[];
  overriddenDecision: Decision | null;
  isVoid: boolean;
  /** Left out of stays as implausible; somebody has found that it was so. */
  isHeld: boolean;
  isCleared: boolean;
}

/** Locks a check-in of the actor's scope; the key says in which partition it lies. @throws not_found */
export async function lockCheckIn(manager: EntityManager, actor: Actor, id: string): Promise<StoredCheckIn> {
  const [row] = await manager.query<StoredCheckIn[]>(
    `select c.id, c.day::text, c.worker_no as "workerNo", c.organisation_id as "organisationId", p.site_id as "siteId",
       extract(epoch from c.at)::float8 as at, c.decision, c.reasons, c.overridden_decision as "overriddenDecision",
       c.voided_at is not null as "isVoid", c.held as "isHeld", c.cleared_at is not null as "isCleared"
     from check_in_key k join check_in c on c.day = k.day and c.id = k.id join place p on p.no = c.place_no
     where k.id = $1 for update of c`,
    [id],
  );
  if (!row || (actor.scope.siteId && row.siteId && row.siteId !== actor.scope.siteId)) throw notFound();
  await organisationFor(manager, actor, row.organisationId);
  return row;
}
