import { Injectable } from '@nestjs/common';
import { filter, type Subscription } from 'rxjs';
import type { EntityManager } from 'typeorm';
import { type Bell, Bells } from './bells.js';
import { JOBS } from './jobs.js';
import { Notifications } from './notifications.js';
import { QueueDatabase } from './queue-database.js';
import { OUTBOX_CHANNEL } from './work.queries.js';

const POLL_MS = 250;
const MAX_WAIT_MS = 5_000;
const BATCH = 200;

/** Carries bells from the outbox to the queue. An entry is gone only once the queue has taken its bell. */
@Injectable()
export class OutboxRelay {
  private kicks: Subscription | undefined;
  private loop: Promise<void> | undefined;
  private stopped = false;
  private kicked = false;
  private waitMs = POLL_MS;
  private rouse: () => void = () => undefined;

  constructor(
    private readonly database: QueueDatabase,
    private readonly bells: Bells,
    private readonly notifications: Notifications,
  ) {}

  start(): void {
    this.kicks = this.notifications.notices
      .pipe(filter((notice) => notice?.channel === OUTBOX_CHANNEL))
      .subscribe(() => this.kick());
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.kicks?.unsubscribe();
    this.rouse();
    await this.loop;
  }

  private kick(): void {
    this.kicked = true;
    if (this.waitMs === POLL_MS) this.rouse();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.kicked = false;
      try {
        while (!this.stopped && (await this.carry()) === BATCH);
        this.waitMs = POLL_MS;
      } catch (error) {
        this.bells.outage.failed(error);
        this.waitMs = Math.min(MAX_WAIT_MS, this.waitMs * 2);
      }
      await this.wait();
    }
  }

  /** Until the next poll, or the next kick; in trouble, kicks do not shorten the wait. */
  private async wait(): Promise<void> {
    if (this.stopped || (this.kicked && this.waitMs === POLL_MS)) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.rouse = resolve;
      timer = setTimeout(resolve, this.waitMs);
    });
    clearTimeout(timer);
  }

  /** One batch; a batch that the queue does not take stays in the outbox. */
  private async carry(): Promise<number> {
    const due = await this.database.source.query<unknown[]>('select 1 from outbox where available_at <= now() limit 1');
    if (due.length === 0) return 0;
    return this.database.source.transaction(async (manager) => {
      const { taken, bells } = await take(manager);
      if (bells.length > 0) await this.bells.ring(bells);
      return taken;
    });
  }
}

/** Takes due entries out; only work that waits, or whose lease ran out, is worth a bell. */
async function take(manager: EntityManager): Promise<{ taken: number; bells: Bell[] }> {
  const rows = await manager.query<(Bell & { wanted: boolean })[]>(
    `with taken as (
       delete from outbox where id in (
         select id from outbox where available_at <= now() order by id for update skip locked limit ${BATCH}
       ) returning work_id
     )
     select w.id, w.job, w.version, coalesce(w.status in ('queued', 'running'), false) as wanted
     from taken t left join work w on w.id = t.work_id`,
  );
  return { taken: rows.length, bells: rows.filter(({ wanted, job }) => wanted && job in JOBS) };
}
