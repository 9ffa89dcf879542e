import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { FieldCipher } from '@app/platform';
import type { DataSource } from 'typeorm';
import { type RejectedRow, storeRejects } from './rejects.js';

/** Writes rejected rows while the others are staged, over a connection of its own; memory stays bounded. */
export class RejectWriter {
  private readonly rows = new PassThrough({ objectMode: true });
  private readonly stored: Promise<void>;

  constructor(dataSource: DataSource, cipher: FieldCipher, importId: string) {
    const runner = dataSource.createQueryRunner();
    this.stored = storeRejects(runner, cipher, importId, this.rows as AsyncIterable<RejectedRow>).finally(() =>
      runner.release(),
    );
    this.stored.catch(() => this.rows.destroy()); // whoever writes or closes hears of it
  }

  async write(row: RejectedRow): Promise<void> {
    if (!this.rows.write(row)) await Promise.race([once(this.rows, 'drain'), this.stored]);
  }

  /** Ends, and waits for the last row to be stored. */
  async close(): Promise<void> {
    this.rows.end();
    await this.stored;
  }
}
