import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { Environment } from '@app/platform';
import type { QueueName } from './jobs.js';
import { Notifications } from './notifications.js';
import { Processors } from './processors.js';
import { WorkEvents } from './work-events.js';
import { WorkStreams } from './work-streams.js';

/** Queued work: whoever writes a row may `enqueue`; this process runs the jobs of `queues`. Global. */
@Module({})
export class QueueModule {
  /**
   * @param queues whose jobs this process runs: each of them needs exactly one processor among the providers.
   * @throws Error at start when a job has no processor, or two.
   */
  static with(environment: Environment, queues: readonly QueueName[]): DynamicModule {
    return {
      module: QueueModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [Notifications, Processors, WorkEvents, WorkStreams],
      exports: [WorkEvents, WorkStreams],
    };
  }
}
