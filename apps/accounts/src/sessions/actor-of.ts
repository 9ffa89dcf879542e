import type { Actor, Scope } from '@app/contracts';
import type { UserAccount } from '@app/database';

/** Who an account acts as: what its access tokens carry. */
export function actorOf({ id, username, role, organisationId, siteId, workerId, unitCodes }: UserAccount): Actor {
  const scope: Scope = {
    ...(unitCodes ? { unitCodes } : {}),
    ...(organisationId ? { organisationId } : {}),
    ...(siteId ? { siteId } : {}),
    ...(workerId ? { workerId } : {}),
  };
  return { userId: id, username, role, scope };
}
