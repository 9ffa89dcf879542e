import { Injectable } from '@nestjs/common';
import type { Actor, SignIn, TokenPair } from '@app/contracts';
import { Audit, newId, type UserAccount } from '@app/database';
import { ACCESS_SECONDS, AccessTokens, DomainError } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { actorOf } from './actor-of.js';
import { Passwords } from './passwords.js';
import { accountNamed, familyOf, issueRefreshToken, liveAccount, revoke, spend } from './sessions.queries.js';

const refused = (): DomainError => new DomainError('unauthenticated', 'These credentials are not accepted.');

/** Signing in, staying so, and signing out. A session is a family of refresh tokens, each good for one use. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly passwords: Passwords,
    private readonly tokens: AccessTokens,
    private readonly audit: Audit,
  ) {}

  /** @throws unauthenticated, alike for an unknown name, a wrong password and an account that is closed or unopened. */
  async signIn({ username, password }: SignIn): Promise<TokenPair> {
    const account = await accountNamed(this.dataSource.manager, username);
    const right = await this.passwords.matches(account?.passwordHash, password);
    if (!account || !right) {
      const subject = account ? { subject: `user:${account.id}` } : {};
      await this.audit.record(this.dataSource.manager, null, { action: 'session.refuse', ...subject, count: 0 });
      throw refused();
    }
    return this.dataSource.transaction(async (manager) => {
      await this.audit.record(manager, actorOf(account), { action: 'session.open', subject: `user:${account.id}` });
      return this.pair(manager, account, newId());
    });
  }

  /** Gives a new pair for a refresh token. A spent one that comes back was copied: its family ends. @throws unauthenticated */
  async refresh(token: string): Promise<TokenPair> {
    const pair = await this.dataSource.transaction(async (manager) => {
      const spent = await spend(manager, token);
      if (!spent) return this.endIfReused(manager, token);
      const account = await liveAccount(manager, spent.userId);
      return account ? this.pair(manager, account, spent.familyId) : undefined;
    });
    if (!pair) throw refused();
    return pair;
  }

  /** Ends the caller's session that the token belongs to, or all of the caller's sessions. Never fails. */
  async signOut(actor: Actor, token: string | undefined): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const family = token === undefined ? undefined : await familyOf(manager, token);
      if (family === undefined) await revoke(manager, { userId: actor.userId });
      else if (family?.userId === actor.userId) await revoke(manager, { familyId: family.familyId });
      await this.audit.record(manager, actor, { action: 'session.end', subject: `user:${actor.userId}` });
    });
  }

  private async endIfReused(manager: EntityManager, token: string): Promise<undefined> {
    const known = await familyOf(manager, token);
    if (!known?.usedAt) return;
    await revoke(manager, { familyId: known.familyId });
    await this.audit.record(manager, null, { action: 'session.reuse', subject: `user:${known.userId}` });
  }

  private async pair(manager: EntityManager, account: UserAccount, familyId: string): Promise<TokenPair> {
    return {
      accessToken: await this.tokens.sign(actorOf(account)),
      refreshToken: await issueRefreshToken(manager, account.id, familyId),
      expiresIn: ACCESS_SECONDS,
      tokenType: 'Bearer',
    };
  }
}
