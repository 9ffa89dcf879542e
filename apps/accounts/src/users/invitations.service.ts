import { Injectable } from '@nestjs/common';
import type { AcceptInvitation, Actor, InvitedUser } from '@app/contracts';
import { Audit, SecondFactor, UserAccount } from '@app/database';
import { asSystem, DomainError, FieldCipher, notFound } from '@app/platform';
import { DataSource } from 'typeorm';
import { hashPassword } from '../sessions/passwords.js';
import { revoke } from '../sessions/sessions.queries.js';
import { invite, invited, useUp } from './invitations.queries.js';
import { invitedUser } from './user-answer.js';
import { accountFor, requireInUse } from './users.queries.js';

/** Invitations to set a password: for a new account, a late guest, or one who has lost password or authenticator. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly cipher: FieldCipher,
  ) {}

  /** Invites the holder of an account again. Officers only by the province; others within the caller's scope. @throws not_found, account_closed */
  async renew(actor: Actor, userId: string): Promise<InvitedUser> {
    return this.dataSource.transaction(async (manager) => {
      const account = await accountFor(manager, actor, userId);
      if (!account.organisationId && account.role !== 'health_officer') throw notFound();
      requireInUse(account);
      await this.audit.record(manager, actor, { action: 'user.invite', subject: `user:${userId}` });
      return invitedUser(this.cipher, account, await invite(manager, userId));
    });
  }

  /** Sets the password of the invited account, lets it set up its authenticator anew, and ends its sessions. @throws invitation_invalid, invalid_request */
  accept(body: AcceptInvitation): Promise<{ id: string; username: string }> {
    return asSystem('invitation', () => this.open(body));
  }

  private async open({ invitation, password }: AcceptInvitation): Promise<{ id: string; username: string }> {
    const account = await invited(this.dataSource.manager, invitation);
    if (!account) throw new DomainError('invitation_invalid');
    refuseUsername(account.username, password);
    const passwordHash = await hashPassword(password);
    return this.dataSource.transaction(async (manager) => {
      if (!(await useUp(manager, invitation))) throw new DomainError('invitation_invalid');
      await manager.update(UserAccount, account.id, { passwordHash });
      await manager.delete(SecondFactor, { userId: account.id });
      await revoke(manager, { userId: account.id });
      await this.audit.record(manager, null, { action: 'user.accept', subject: `user:${account.id}` });
      return { id: account.id, username: account.username };
    });
  }
}

function refuseUsername(username: string, password: string): void {
  if (password.toLowerCase() !== username) return;
  throw new DomainError('invalid_request', 'See errors for every fault found.', [
    { path: 'password', code: 'same_as_username', message: 'is the user name' },
  ]);
}
