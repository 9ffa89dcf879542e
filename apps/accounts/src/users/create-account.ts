import { plainUsername, type Role, type Scope } from '@app/contracts';
import { newId, UserAccount } from '@app/database';
import { DomainError } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { hashPassword } from '../sessions/passwords.js';

export interface AccountData {
  username: string;
  role: Role;
  fullName: string;
  scope?: Scope;
  /** Without one nobody can sign in until an invitation is accepted. */
  password?: string;
}

/**
 * Makes an account, inside the caller's transaction. For the first start and for the services of this folder; whoever
 * calls has checked the scope.
 * @throws username_taken
 */
export async function createAccount(manager: EntityManager, data: AccountData): Promise<UserAccount> {
  const { organisationId = null, siteId = null, workerId = null, unitCodes = null } = data.scope ?? {};
  const passwordHash = data.password === undefined ? null : await hashPassword(data.password);
  const { username, role, fullName } = { ...data, username: plainUsername(data.username) };
  const rows = await manager.query<{ id: string }[]>(
    `insert into user_account
       (id, username, password_hash, role, full_name, organisation_id, site_id, worker_id, unit_codes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (username) do nothing returning id`,
    [newId(), username, passwordHash, role, fullName, organisationId, siteId, workerId, unitCodes],
  );
  if (!rows[0]) throw new DomainError('username_taken');
  return manager.findOneByOrFail(UserAccount, { id: rows[0].id });
}
