import { Inject, Injectable } from '@nestjs/common';
import { DomainError, ENVIRONMENT, type Environment } from '@app/platform';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** Together under two seconds: so long somebody at a gate waits for a database that is not there. */
const PATIENCE_MS = 700;
const PROBE_MS = 700;

/**
 * Tells work that takes long from work that waits for a database which has fallen silent: its machine hangs, or the line
 * to it. Nobody closes such connections, so that without asking one would wait for minutes.
 */
@Injectable()
export class DatabaseWatch {
  private probe: Promise<boolean> | undefined;

  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {}

  /**
   * The work's own result, however long it takes while the database answers others. Work that is given up may be done all
   * the same: only for what can be asked again.
   * @throws unavailable
   */
  async whileUp<T>(work: Promise<T>): Promise<T> {
    const ended = work.then(
      () => true,
      () => true,
    );
    while (!(await this.within(ended))) {
      this.probe ??= this.answers().finally(() => (this.probe = undefined));
      if (!(await this.probe)) throw new DomainError('unavailable');
    }
    return work;
  }

  private async within(ended: Promise<boolean>): Promise<boolean> {
    const waiting = new AbortController();
    const late = delay(PATIENCE_MS, false, { signal: waiting.signal }).catch(() => false);
    return Promise.race([ended, late]).finally(() => waiting.abort());
  }

  /** Asked on a connection of its own: all those of the pool may be waiting. */
  private async answers(): Promise<boolean> {
    const client = new Client({
      connectionString: this.environment.DATABASE_URL,
      connectionTimeoutMillis: PROBE_MS,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      void client.end().catch(() => undefined);
    }
  }
}
