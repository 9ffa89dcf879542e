import { UserAccount } from '@app/database';
import { LessThan, type EntityManager } from 'typeorm';

/** Accounts of an organisation, newest first (ids are UUIDv7), after the given key. */
export const usersOf = (
  manager: EntityManager,
  organisationId: string,
  after: string | undefined,
  limit: number,
): Promise<UserAccount[]> =>
  manager.find(UserAccount, {
    where: { organisationId, ...(after ? { id: LessThan(after) } : {}) },
    order: { id: 'desc' },
    take: limit,
  });
