import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { AS_JOB, makeDataSource } from '@app/database';
import type { DataSource } from 'typeorm';

const CONNECTIONS = 4;

/**
 * The queue's own connections to the database of the work: claims and heartbeats never wait for a busy pool. They do not
 * wait for the disk either (synchronous_commit off): a claim or an ending that a crash of the server loses is made again
 * by the next run, which is what every processor is built for. What is promised to people is written by producers and
 * processors, on connections that do wait.
 */
export class QueueDatabase implements OnModuleInit, OnApplicationShutdown {
  readonly source: DataSource;

  constructor(url: string) {
    this.source = makeDataSource(url, CONNECTIONS, `${AS_JOB} -c synchronous_commit=off`);
  }

  async onModuleInit(): Promise<void> {
    await this.source.initialize();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
