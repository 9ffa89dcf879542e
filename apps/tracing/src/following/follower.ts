import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { describe, ENVIRONMENT, type Environment } from '@app/platform';
import { currentSnapshot, type Snapshot } from '@app/presence';
import { PresenceEvents, requeue } from '@app/queue';
import { concatMap, defer, type Observable, retry, type Subscription, tap, throttleTime, timer } from 'rxjs';
import { DataSource } from 'typeorm';
import { tracesWithNews } from './news.queries.js';

/** However much is noted, it is looked at no more often than this. */
const LOOK_EVERY_MS = 1_000;
const TRY_AGAIN_MS = 5_000;

/**
 * Hears that something was noted in the journal of presence and has the followed traces that it may touch worked out anew,
 * TRACE_FOLLOW_SECONDS later: what comes meanwhile is taken along. It looks at what its last look did not see, so a
 * notification that was lost costs nothing; at start-up, at what each trace's list has not taken into account.
 */
@Injectable()
export class Follower implements BeforeApplicationShutdown {
  private readonly logger = new Logger('following');
  private readonly looks: Subscription;
  private looking: Promise<void> | undefined;
  private looked: Snapshot | undefined;
  private failing = false;

  constructor(
    private readonly dataSource: DataSource,
    events: PresenceEvents,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {
    const look = defer(() => (this.looking = this.look())).pipe(
      tap(() => (this.failing = false)),
      retry({ delay: (error) => this.afterFailure(error) }),
    );
    this.looks = events.news
      .pipe(
        throttleTime(LOOK_EVERY_MS, undefined, { leading: true, trailing: true }),
        concatMap(() => look),
      )
      .subscribe();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.looks.unsubscribe();
    await Promise.allSettled([this.looking]);
  }

  private async look(): Promise<void> {
    const { seen, due } = await this.dataSource.transaction('REPEATABLE READ', async (manager) => ({
      seen: await currentSnapshot(manager),
      due: await tracesWithNews(manager, this.looked),
    }));
    const runAfter = new Date(Date.now() + this.environment.TRACE_FOLLOW_SECONDS * 1000);
    for (const id of due) await requeue(this.dataSource.manager, 'trace.revise', id, { runAfter });
    this.looked = seen;
  }

  /** Says once that it fails, however often it is tried. */
  private afterFailure(error: unknown): Observable<unknown> {
    if (!this.failing) this.logger.warn(`Looking for changes failed, trying on: ${describe(error)}`);
    this.failing = true;
    return timer(TRY_AGAIN_MS);
  }
}
