import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ACCESS_SECONDS, AccessTokens, asSystem, describe, isAway } from '@app/platform';
import { DataSource } from 'typeorm';

const EVERY_MS = 1_000;

/**
 * Tells the guard of every process within a second whose access tokens count no more although they have not run out:
 * those of accounts that were closed. One small question a second, instead of one with each check-in.
 */
@Injectable()
export class ClosedAccounts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('accounts');
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly tokens: AccessTokens,
    private readonly dataSource: DataSource,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => {
      this.looking = this.lookAgain();
    }, EVERY_MS).unref();
  }

  beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    return this.looking;
  }

  /** Looks now: in this process an account that was just closed is at an end at once. */
  async look(): Promise<void> {
    const closed = 'select id from user_account where disabled_at > now() - make_interval(secs => $1)';
    const rows = await asSystem('account_end', () =>
      this.dataSource.query<{ id: string }[]>(closed, [ACCESS_SECONDS + 60]),
    );
    this.tokens.refuse(new Set(rows.map(({ id }) => id)));
  }

  /** While the database is away nothing can be read either; what was known stays known. */
  private async lookAgain(): Promise<void> {
    await this.look().catch((error: Error) => {
      if (!isAway(error)) this.logger.error(describe(error));
    });
  }
}
