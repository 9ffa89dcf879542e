import { Inject, Injectable } from '@nestjs/common';
import { type EnrolmentAnswer, type RecoveryCodesAnswer, SECOND_FACTOR_ROLES } from '@app/contracts';
import { Audit, newId, SecondFactor, type UserAccount } from '@app/database';
import { DomainError, Keys, newTotpSecret, stepOf, totpUri } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { actorOf } from './actor-of.js';
import { giveRecoveryCodes, useRecoveryCode } from './recovery-codes.js';
import { revoke } from './sessions.queries.js';

const contextOf = (userId: string): string => `second_factor.secret:${userId}`;

/** Keeps the secret of an account's authenticator, encrypted, in place of an earlier one. */
export async function keepSecret(manager: EntityManager, keys: Keys, userId: string, secret: string): Promise<void> {
  await manager.delete(SecondFactor, { userId });
  await manager.insert(SecondFactor, { userId, secret: keys.encrypt(secret, contextOf(userId)) });
}

/** Codes of an authenticator (RFC 6238) for the roles that need them. */
@Injectable()
export class SecondFactors {
  constructor(
    @Inject(Keys) private readonly keys: Keys,
    private readonly audit: Audit,
  ) {}

  /**
   * Checks the code of a sign-in whose password was right, and uses it up: a code opens one session. Sent again from the
   * same address, as after a lost answer or at the same time, it is the same sign-in until its session is ended
   * (docs/decisions/0031).
   * @returns the id of the session to open, or to go on with; undefined: the code is wrong or was used
   * @throws second_factor_required without a code, or when the account has no authenticator yet
   */
  async sessionFor(
    manager: EntityManager,
    { id, role }: UserAccount,
    code: string | undefined,
    address: Buffer,
  ): Promise<string | undefined> {
    if (!SECOND_FACTOR_ROLES.includes(role)) return newId();
    const factor = await manager.findOneBy(SecondFactor, { userId: id });
    if (!factor) throw new DomainError('second_factor_required', 'Set up an authenticator: POST /auth/second-factor.');
    if (code === undefined) throw new DomainError('second_factor_required');
    const step = stepOf(this.keys.decrypt(factor.secret, contextOf(id)), code);
    return step === undefined ? undefined : this.use(manager, id, step, address);
  }

  /** A new secret for an account whose password was right. @throws forbidden, second_factor_set */
  async enrol(manager: EntityManager, account: UserAccount): Promise<EnrolmentAnswer> {
    const { id, role } = account;
    if (!SECOND_FACTOR_ROLES.includes(role)) throw new DomainError('forbidden');
    const factor = await manager.findOne(SecondFactor, { where: { userId: id }, lock: { mode: 'pessimistic_write' } });
    if (factor?.confirmedAt) throw new DomainError('second_factor_set');
    await this.audit.record(manager, actorOf(account), { action: 'user.enrol', subject: `user:${id}` });
    return this.begin(manager, account);
  }

  /**
   * A new secret for who has lost the authenticator, against a recovery code, which is used up. Sessions end: what was lost
   * may be in other hands. @returns undefined: it is no code of this account
   */
  async recover(manager: EntityManager, account: UserAccount, code: string): Promise<EnrolmentAnswer | undefined> {
    const { id } = account;
    if (!(await useRecoveryCode(manager, id, code))) return undefined;
    await revoke(manager, { userId: id });
    await this.audit.record(manager, actorOf(account), { action: 'user.recover', subject: `user:${id}` });
    return this.begin(manager, account);
  }

  /** @returns undefined: the code of the authenticator is wrong or was used @throws forbidden, second_factor_required */
  async renewRecoveryCodes(
    manager: EntityManager,
    account: UserAccount,
    code: string,
    address: Buffer,
  ): Promise<RecoveryCodesAnswer | undefined> {
    const { id, role } = account;
    if (!SECOND_FACTOR_ROLES.includes(role)) throw new DomainError('forbidden');
    if ((await this.sessionFor(manager, account, code, address)) === undefined) return undefined;
    await this.audit.record(manager, actorOf(account), { action: 'user.recovery_codes', subject: `user:${id}` });
    return { recoveryCodes: await giveRecoveryCodes(manager, id) };
  }

  private async begin(manager: EntityManager, { id, username }: UserAccount): Promise<EnrolmentAnswer> {
    const totpSecret = newTotpSecret();
    await keepSecret(manager, this.keys, id, totpSecret);
    const recoveryCodes = await giveRecoveryCodes(manager, id);
    return { totpSecret, totpUri: totpUri(username, totpSecret), recoveryCodes };
  }

  private async use(
    manager: EntityManager,
    userId: string,
    step: number,
    address: Buffer,
  ): Promise<string | undefined> {
    const [opened] = await manager.query<[{ family: string }[], number]>(
      `update second_factor set last_step = $2, last_address = $3, last_family = $4,
         confirmed_at = coalesce(confirmed_at, now())
       where user_id = $1 and (last_step is null or last_step < $2) returning last_family as family`,
      [userId, step, address, newId()],
    );
    if (opened[0]) return opened[0].family;
    const repeated = await manager.query<{ family: string }[]>(
      `select last_family as family from second_factor f where user_id = $1 and last_step = $2 and last_address = $3
         and not exists (select 1 from refresh_token r where r.family_id = f.last_family and r.revoked_at is not null)`,
      [userId, step, address],
    );
    return repeated[0]?.family;
  }
}
