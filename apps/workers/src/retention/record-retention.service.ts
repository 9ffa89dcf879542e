import { Inject, Injectable } from '@nestjs/common';
import { dateOfDayNumber, localDayNumber, secondsOf } from '@app/contracts';
import { Audit } from '@app/database';
import { ENVIRONMENT, type Environment } from '@app/platform';
import { DataSource } from 'typeorm';
import { pruneEnded, pruneOldHealth } from './record-retention.queries.js';

/** How long health and plans are kept (docs/decisions/0024-retention-of-records.md). */
@Injectable()
export class RecordRetentionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** Deletes what is due, and writes down how much that was. */
  async prune(): Promise<void> {
    const today = localDayNumber(secondsOf(new Date()));
    const { PRESENCE_DAYS, HEALTH_DAYS } = this.environment;
    await this.dataSource.transaction(async (manager) => {
      const ended = await pruneEnded(manager, dateOfDayNumber(today - PRESENCE_DAYS));
      const old = await pruneOldHealth(manager, dateOfDayNumber(today - HEALTH_DAYS));
      const isAny = [...Object.values(ended), ...Object.values(old)].some((rows) => rows > 0);
      if (isAny) await this.audit.record(manager, null, { action: 'records.prune', details: { ended, old } });
    });
  }
}
