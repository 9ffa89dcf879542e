import { Injectable } from '@nestjs/common';
import type { Actor, SignIn, TokenPair } from '@app/contracts';
import { Audit, type UserAccount } from '@app/database';
import { ACCESS_SECONDS, AccessTokens } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { actorOf } from './actor-of.js';
import { Credentials, refused } from './credentials.js';
import { familyOf, issueRefreshToken, liveAccount, revoke, spend } from './sessions.queries.js';

/** Signing in, staying so, and signing out. A session is a family of refresh tokens, one after the other. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly credentials: Credentials,
    private readonly tokens: AccessTokens,
    private readonly audit: Audit,
  ) {}

  /**
   * @param network where the caller sits
   * @throws unauthenticated, alike for an unknown name, a wrong password or code, and an account that is closed or
   *   unopened; second_factor_required, too_many_requests
   */
  async signIn(body: SignIn, network: string): Promise<TokenPair> {
    const { account, familyId } = await this.credentials.check(body, network);
    return this.dataSource.transaction(async (manager) => {
      await this.audit.record(manager, actorOf(account), { action: 'session.open', subject: `user:${account.id}` });
      return this.pair(account, await issueRefreshToken(manager, account.id, familyId));
    });
  }

  /**
   * Gives a new pair for a refresh token. Sent again within 15 seconds, as several tabs do at once, a token gives the
   * very same next one; later it was copied, and its family ends. @throws unauthenticated
   */
  async refresh(token: string): Promise<TokenPair> {
    const pair = await this.dataSource.transaction(async (manager) => {
      const next = this.tokens.successor(token);
      const spent = await spend(manager, token, next);
      if (!spent) return this.endIfReused(manager, token);
      const account = await liveAccount(manager, spent.userId);
      return account ? this.pair(account, next) : undefined;
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

  private async pair(account: UserAccount, refreshToken: string): Promise<TokenPair> {
    const accessToken = await this.tokens.sign(actorOf(account));
    return { accessToken, refreshToken, expiresIn: ACCESS_SECONDS, tokenType: 'Bearer' };
  }
}
