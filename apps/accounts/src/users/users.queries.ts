import type { Actor } from '@app/contracts';
import { organisationFor, UserAccount } from '@app/database';
import { DomainError, notFound } from '@app/platform';
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

/**
 * The account, if it is the actor's to administer: those of an organisation within the scope, the others for the province
 * alone. Held until the transaction ends. @throws not_found
 */
export async function accountFor(manager: EntityManager, actor: Actor, id: string): Promise<UserAccount> {
  const account = await manager.findOne(UserAccount, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!account) throw notFound();
  if (account.organisationId) await organisationFor(manager, actor, account.organisationId);
  else if (actor.role !== 'province_admin') throw notFound();
  return account;
}

/** @throws account_closed */
export function requireInUse({ disabledAt }: UserAccount): void {
  if (disabledAt) throw new DomainError('account_closed');
}
