import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DomainError, ENVIRONMENT, type Environment } from '@app/platform';
import { Client } from 'pg';

/** With the probe under two seconds: so long somebody at a gate waits for a database that is not there. */
const PATIENCE_MS = 700;
/** The probe's time is counted in turns of the event loop, so that our own lack of time is not taken for silence. */
const TURNS = 10;
const TURN_MS = 70;

/**
 * Tells work that takes long from work that waits for a database which has fallen silent: its machine hangs, or the line
 * to it. Nobody closes such connections, so that without asking one would wait for minutes.
 */
@Injectable()
export class DatabaseWatch implements OnApplicationShutdown {
  private probe: Promise<boolean> | undefined;
  /** A connection of its own: all those of the pool may be waiting. */
  private client: Client | undefined;

  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {}

  /**
   * The work's own result, however long it takes while the database answers others. Work that is given up may be done all
   * the same: only for what can be asked again.
   * @throws unavailable
   */
  async whileUp<T>(work: Promise<T>): Promise<T> {
    const ended = settled(work);
    while (!(await endsWithin(ended, PATIENCE_MS))) {
      this.probe ??= this.answers().finally(() => (this.probe = undefined));
      if (!(await this.probe)) throw new DomainError('unavailable');
    }
    return work;
  }

  onApplicationShutdown(): void {
    this.drop();
  }

  private async answers(): Promise<boolean> {
    const answer = this.ask().then(
      () => true,
      () => false,
    );
    let [turn, answered] = [0, false];
    void answer.then(() => (answered = true));
    while (!answered && turn++ < TURNS) await endsWithin(answer, TURN_MS);
    const isUp = answered && (await answer);
    if (!isUp) this.drop();
    return isUp;
  }

  private async ask(): Promise<void> {
    if (!this.client) {
      const client = new Client({ connectionString: this.environment.DATABASE_URL, application_name: 'truyvet watch' });
      this.client = client;
      client.on('error', () => this.client === client && this.drop());
      await client.connect();
    }
    await this.client?.query('select 1');
  }

  /** Without a farewell, which a silent server would not take. */
  private drop(): void {
    this.client?.connection.stream.destroy();
    this.client = undefined;
  }
}

const settled = (work: Promise<unknown>): Promise<true> =>
  work.then(
    () => true,
    () => true,
  );

/** Of every check-in: a bare timer costs a tenth of one that can be aborted. */
function endsWithin(ended: Promise<unknown>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), milliseconds);
    void ended.then(() => {
      clearTimeout(late);
      resolve(true);
    });
  });
}
