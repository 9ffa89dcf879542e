import { UserAccount } from '@app/database';
import { IsNull, LessThan, type EntityManager } from 'typeorm';

/** Accounts of an organisation, or without one those of none, newest first (ids are UUIDv7), after the given key. */
export const usersOf = (
  manager: EntityManager,
  organisationId: string | null,
  after: string | undefined,
  limit: number,
): Promise<UserAccount[]> =>
  manager.find(UserAccount, {
    where: { organisationId: organisationId ?? IsNull(), ...(after ? { id: LessThan(after) } : {}) },
    order: { id: 'desc' },
    take: limit,
  });
