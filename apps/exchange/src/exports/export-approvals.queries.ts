import type { Actor } from '@app/contracts';
import { scopeWithin } from '@app/database';
import type { EntityManager } from 'typeorm';

/**
 * Exports that wait for a second person and that the actor might have asked for: the province decides on all, officers
 * on those of scopes inside their own, an enterprise on its own. Never on one's own.
 * @returns ids, newest first
 */
export async function awaitingApproval(
  manager: EntityManager,
  { userId, role, scope }: Actor,
  wanted: { id?: string; after?: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `select e.id from export e join work k on k.id = e.id
     where k.status = 'awaiting_approval' and e.created_by <> $1 and ($2::uuid is null or e.id = $2)
       and ($3::uuid is null or e.id < $3)
       and ($4::boolean
         or e.scope->>'organisationId' = $5
         or $6::text[] is not null and ${scopeWithin('e.scope', '$6')})
     order by e.id desc limit $7`,
    [
      ...[userId, wanted.id ?? null, wanted.after ?? null, role === 'province_admin'],
      ...[scope.organisationId ?? null, role === 'health_officer' ? (scope.unitCodes ?? null) : null, wanted.limit],
    ],
  );
  return rows.map(({ id }) => id);
}
