import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '@app/database';
import { DomainError, Keys } from '@app/platform';
import { DataSource } from 'typeorm';
import { addWrong, isKnown, nowKnown, takeBack, turnOf, wrongOf } from './sign-in-limits.queries.js';

/** Wrong sign-ins that cost nothing, of an account and of an address (many people share one) within 15 minutes. */
const FREE = 5;
const FREE_OF_ADDRESS = 50;
const LONGEST_SECONDS = 900;

/** Two, four, eight seconds … a quarter of an hour. */
const delayOf = (over: number): number => Math.min(LONGEST_SECONDS, 2 ** Math.min(over, 10));

/** One attempt to sign in, counted as wrong until it turns out right. */
export interface Attempt {
  userId: string | undefined;
  /** Where it is counted: the account as strangers see it, or the account from an address of its own. */
  bucket: Buffer;
  pair: Buffer;
  address: Buffer;
}

/**
 * Slows guessing down, and locks nobody out (docs/decisions/0032): strangers' wrong passwords never slow down an address
 * from which the account has signed in before, and whoever waits has a turn of their own. Counted in the database, so for
 * all processes; before the password is looked at, so that a hundred guesses at once count as a hundred.
 */
@Injectable()
export class SignInLimits {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    @Inject(Keys) private readonly keys: Keys,
  ) {}

  /** @param userId the account of that name, if there is one @throws too_many_requests with the seconds to wait */
  async begin(username: string, userId: string | undefined, network: string): Promise<Attempt> {
    const address = this.digestOf(network);
    const pair = this.pairOf(username, network);
    const { attempt, wait } = await this.dataSource.transaction(async (manager) => {
      const known = await isKnown(manager, userId, address);
      const bucket = known ? pair : this.keys.blindIndex(`sign-in:account:${username}`);
      const wrong = await addWrong(manager, bucket);
      const ofAddress = known ? 0 : await wrongOf(manager, address);
      const over = Math.max(wrong - FREE, Math.ceil((ofAddress - FREE_OF_ADDRESS) / FREE));
      const wait = over <= 0 ? 0 : await turnOf(manager, pair, delayOf(over), delayOf(over + 1));
      if (wait > 0) await takeBack(manager, bucket);
      return { attempt: { userId, bucket, pair, address }, wait };
    });
    if (wait > 0) throw new DomainError('too_many_requests', 'Too many wrong attempts.', undefined, wait);
    return attempt;
  }

  /** It was wrong: it stays counted, for the address too, and goes on record. */
  async wrong({ userId, address }: Attempt): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await addWrong(manager, address);
      const subject = userId === undefined ? {} : { subject: `user:${userId}` };
      await this.audit.record(manager, null, { action: 'session.refuse', ...subject, count: 0 });
    });
  }

  /** It was not looked at to its end: as if it had not been. */
  async forget({ bucket }: Attempt): Promise<void> {
    await takeBack(this.dataSource.manager, bucket);
  }

  /** It was right: from this address the account is no stranger any more. */
  async right({ userId, bucket, pair, address }: Attempt): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await takeBack(manager, bucket);
      if (userId !== undefined) await nowKnown(manager, userId, address, pair);
    });
  }

  /** The keyed digest of a network address. */
  digestOf(network: string): Buffer {
    return this.keys.blindIndex(`sign-in:address:${network}`);
  }

  private pairOf(username: string, network: string): Buffer {
    return this.keys.blindIndex(`sign-in:pair:${network}:${username}`);
  }
}
