import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { type Environment, Operation } from '@app/platform';
import { Bells } from './bells.js';
import { Claims } from './claims.js';
import { Dispatcher } from './dispatcher.js';
import type { QueueName } from './jobs.js';
import { Notifications } from './notifications.js';
import { Outage } from './outage.js';
import { OutboxRelay } from './outbox-relay.js';
import { QueueDatabase } from './queue-database.js';
import { postgresTransport } from './postgres.transport.js';
import { PresenceEvents } from './presence-events.js';
import { Processors } from './processors.js';
import { Machinery, QueueRuntime, WORKED_QUEUES } from './queue.runtime.js';
import { redisTransport } from './redis.transport.js';
import { Sweep } from './sweep.js';
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
      providers: [
        { provide: WORKED_QUEUES, useValue: queues },
        { provide: QueueDatabase, useFactory: () => new QueueDatabase(databaseOf(environment)) },
        {
          provide: Bells,
          inject: [Operation],
          useFactory: (operation: Operation) => bellsFor(environment, queues.length, operation),
        },
        ...[Claims, Dispatcher, Machinery, Notifications, OutboxRelay, Processors, QueueRuntime, Sweep],
        ...[PresenceEvents, WorkEvents, WorkStreams],
      ],
      exports: [PresenceEvents, WorkEvents, WorkStreams],
    };
  }
}

function databaseOf({ DATABASE_URL }: Environment): string {
  if (!DATABASE_URL) throw new Error('DATABASE_URL is missing: the queue needs the database of the work.');
  return DATABASE_URL;
}

function bellsFor(environment: Environment, workers: number, operation: Operation): Bells {
  const [url, { REDIS_URL }] = [databaseOf(environment), environment];
  const outage = new Outage('The queue');
  const transport = REDIS_URL
    ? redisTransport(REDIS_URL, new URL(url).pathname.slice(1), outage)
    : postgresTransport(url, workers, outage);
  operation.addCheck({ name: 'queue', check: () => transport.ping() });
  return new Bells(transport, outage);
}
