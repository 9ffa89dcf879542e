import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { preparingDataSource } from '@app/database';
import { ENVIRONMENT, type Environment } from '@app/platform';
import type { DataSource } from 'typeorm';

/** Enough for the groups that are under way at a time, each with one statement at a time. */
const CONNECTIONS = 4;

/** Connections of its own for check-ins that come one by one: they wait for nobody's lists, and plan no statement twice. */
@Injectable()
export class CheckInDatabase implements OnModuleInit, OnApplicationShutdown {
  readonly source: DataSource;

  constructor(@Inject(ENVIRONMENT) { DATABASE_URL }: Environment) {
    this.source = preparingDataSource(DATABASE_URL!, CONNECTIONS);
  }

  async onModuleInit(): Promise<void> {
    await this.source.initialize();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
