import { Injectable } from '@nestjs/common';
import type {
  Enrolment,
  EnrolmentAnswer,
  Recovery,
  RecoveryCodesAnswer,
  RecoveryRenewal,
  SignIn,
} from '@app/contracts';
import type { UserAccount } from '@app/database';
import { DomainError } from '@app/platform';
import { DataSource } from 'typeorm';
import { Passwords } from './passwords.js';
import { SecondFactors } from './second-factors.js';
import { accountNamed } from './sessions.queries.js';
import { type Attempt, SignInLimits } from './sign-in-limits.js';

export const refused = (): DomainError => new DomainError('unauthenticated', 'These credentials are not accepted.');

/** What a person proves to be somebody: a password, and a code where the role needs one. Guessing is slowed down. */
@Injectable()
export class Credentials {
  constructor(
    private readonly dataSource: DataSource,
    private readonly passwords: Passwords,
    private readonly secondFactors: SecondFactors,
    private readonly limits: SignInLimits,
  ) {}

  /**
   * The account, and the session that its sign-in opens.
   * @param network where the caller sits @throws unauthenticated, second_factor_required, too_many_requests
   */
  async check({ otp, ...typed }: SignIn, network: string): Promise<{ account: UserAccount; familyId: string }> {
    return this.attempt(typed, network, async (account) => {
      const address = this.limits.digestOf(network);
      const familyId = await this.secondFactors.sessionFor(this.dataSource.manager, account, otp, address);
      return familyId === undefined ? undefined : { account, familyId };
    });
  }

  /** A new secret for an authenticator. @throws unauthenticated, too_many_requests, forbidden, second_factor_set */
  async enrol(typed: Enrolment, network: string): Promise<EnrolmentAnswer> {
    return this.attempt(typed, network, (account) =>
      this.dataSource.transaction((manager) => this.secondFactors.enrol(manager, account)),
    );
  }

  /** A new secret in place of a lost one. @throws unauthenticated, too_many_requests */
  async recover({ recoveryCode, ...typed }: Recovery, network: string): Promise<EnrolmentAnswer> {
    return this.attempt(typed, network, (account) =>
      this.dataSource.transaction((manager) => this.secondFactors.recover(manager, account, recoveryCode)),
    );
  }

  /** New recovery codes in place of those that are lost or used. @throws unauthenticated, too_many_requests, forbidden */
  async renewRecoveryCodes({ otp, ...typed }: RecoveryRenewal, network: string): Promise<RecoveryCodesAnswer> {
    return this.attempt(typed, network, (account) => {
      const address = this.limits.digestOf(network);
      return this.dataSource.transaction((manager) =>
        this.secondFactors.renewRecoveryCodes(manager, account, otp, address),
      );
    });
  }

  /** Runs `next` for the account whose password is right; undefined is a wrong attempt, what it throws is none. */
  private async attempt<T>(
    { username, password }: Enrolment,
    network: string,
    next: (account: UserAccount) => Promise<T | undefined>,
  ): Promise<T> {
    const account = await accountNamed(this.dataSource.manager, username);
    const attempt = await this.limits.begin(username, account?.id, network);
    const result = await this.lookedAt(attempt, async () => {
      const right = await this.passwords.matches(account?.passwordHash, password);
      return account && right ? next(account) : undefined;
    });
    if (result === undefined) {
      await this.limits.wrong(attempt);
      throw refused();
    }
    await this.limits.right(attempt);
    return result;
  }

  private async lookedAt<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.limits.forget(attempt);
      throw error;
    }
  }
}
