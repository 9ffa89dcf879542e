import { Injectable } from '@nestjs/common';
import { type Actor, SECOND_FACTOR_ROLES, type UserAnswer } from '@app/contracts';
import { Audit, ClosedAccounts, Invitation, RecoveryCode, SecondFactor, UserAccount } from '@app/database';
import { asSystem, DomainError, FieldCipher, notFound } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { revoke } from '../sessions/sessions.queries.js';
import { userAnswer } from './user-answer.js';
import { accountFor, requireInUse } from './users.queries.js';

/** Takes from accounts what they sign in with: all of it, or a lost authenticator. Never from one's own. */
@Injectable()
export class AccountEndsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly cipher: FieldCipher,
    private readonly closed: ClosedAccounts,
  ) {}

  /**
   * Closes an account for good: its sessions and invitations end at once, what it did stays on record under its name. Closing
   * it again changes nothing. @throws not_found, second_person_required
   */
  async close(actor: Actor, userId: string): Promise<UserAnswer> {
    const answer = await this.changed(actor, userId, async (manager, account) => {
      if (account.disabledAt) return userAnswer(this.cipher, account);
      const disabledAt = new Date();
      await manager.update(UserAccount, userId, { disabledAt });
      await manager.delete(Invitation, { userId });
      await this.forgetFactor(manager, userId);
      await this.audit.record(manager, actor, { action: 'user.close', subject: `user:${userId}` });
      return userAnswer(this.cipher, { ...account, disabledAt });
    });
    await this.closed.look();
    return answer;
  }

  /**
   * Takes a lost authenticator away, so that its owner sets up a new one with the password.
   * @throws not_found (whoever needs none, too), second_person_required, account_closed
   */
  async resetFactor(actor: Actor, userId: string): Promise<UserAnswer> {
    return this.changed(actor, userId, async (manager, account) => {
      if (!SECOND_FACTOR_ROLES.includes(account.role)) throw notFound();
      requireInUse(account);
      await this.forgetFactor(manager, userId);
      await this.audit.record(manager, actor, { action: 'user.reset_factor', subject: `user:${userId}` });
      return userAnswer(this.cipher, account);
    });
  }

  /** What an account signs in with is nobody's row: whether it is the actor's to change is asked before, within the wall. */
  private async changed(
    actor: Actor,
    userId: string,
    change: (manager: EntityManager, account: UserAccount) => Promise<UserAnswer>,
  ): Promise<UserAnswer> {
    await this.dataSource.transaction((manager) => this.another(manager, actor, userId));
    return asSystem('account_end', () =>
      this.dataSource.transaction(async (manager) => change(manager, await this.another(manager, actor, userId))),
    );
  }

  /** Of an account of somebody else: who has one session of an administrator must not lock the others out of it. */
  private async another(manager: EntityManager, actor: Actor, userId: string): Promise<UserAccount> {
    const account = await accountFor(manager, actor, userId);
    if (userId === actor.userId) throw new DomainError('second_person_required');
    return account;
  }

  private async forgetFactor(manager: EntityManager, userId: string): Promise<void> {
    await manager.delete(SecondFactor, { userId });
    await manager.delete(RecoveryCode, { userId });
    await revoke(manager, { userId });
  }
}
