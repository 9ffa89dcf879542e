import type { Actor } from '@app/contracts';
import { Organisation, organisationScope } from '@app/database';
import type { EntityManager } from 'typeorm';

/** Organisations within the actor's scope, newest first (ids are UUIDv7), after the given one. */
export async function organisationsOf(
  manager: EntityManager,
  actor: Actor,
  after: string | null,
  limit: number,
): Promise<Organisation[]> {
  const { sql, parameters } = organisationScope(actor, 'o.id', 3);
  const rows = await manager.query<{ id: string }[]>(
    `select o.id from organisation o where ($1::uuid is null or o.id < $1) and ${sql} order by o.id desc limit $2`,
    [after, limit, ...parameters],
  );
  const found = await manager
    .createQueryBuilder(Organisation, 'o')
    .where('o.id = any(:ids)', { ids: rows.map(({ id }) => id) })
    .getMany();
  return found.sort((a, b) => (a.id < b.id ? 1 : -1));
}
