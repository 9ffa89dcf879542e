import { Inject, Injectable } from '@nestjs/common';
import { PRESENCE_CHANNEL } from '@app/database';
import { ENVIRONMENT, type Environment } from '@app/platform';
import { Client } from 'pg';
import { Subject } from 'rxjs';
import { Outage } from './outage.js';
import { OUTBOX_CHANNEL, WORK_CHANNEL } from './work.queries.js';

const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 5_000;

/** What PostgreSQL notifies of: `null` after a reconnection, for then anything may have been missed. */
export type Notice = { channel: string; payload: string } | null;

/** The one LISTEN connection of a process. It reconnects for as long as the process lives. */
@Injectable()
export class Notifications {
  readonly notices = new Subject<Notice>();
  private readonly outage = new Outage('Listening for notifications');
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private waitMs = FIRST_WAIT_MS;
  private stopped = false;

  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {}

  /** Returns after the first attempt; if that failed, goes on trying. */
  start(): Promise<void> {
    return this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.notices.complete();
    await this.client?.end();
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.environment.DATABASE_URL,
      application_name: 'truyvet-listen',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, new Error('connection ended')));
    client.on('notification', ({ channel, payload }) => this.notices.next({ channel, payload: payload ?? '' }));
    this.client = client;
    try {
      await client.connect();
      await client.query(`listen ${OUTBOX_CHANNEL}; listen ${WORK_CHANNEL}; listen ${PRESENCE_CHANNEL}`);
    } catch (error) {
      return this.lost(client, error);
    }
    this.waitMs = FIRST_WAIT_MS;
    this.outage.passed();
    this.notices.next(null);
  }

  private lost(client: Client, error: unknown): void {
    if (this.stopped || this.client !== client) return;
    this.client = undefined;
    this.outage.failed(error);
    client.end().catch((late: unknown) => this.outage.failed(late));
    this.timer = setTimeout(() => void this.connect(), this.waitMs);
    this.waitMs = Math.min(MAX_WAIT_MS, this.waitMs * 2);
  }
}
