import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Bells } from './bells.js';
import { Dispatcher } from './dispatcher.js';
import { jobsOf, type QueueName, ruleOf } from './jobs.js';
import { Notifications } from './notifications.js';
import { OutboxRelay } from './outbox-relay.js';
import { Sweep } from './sweep.js';
import { requeue } from './work.queries.js';

/** Which queues this process works on. */
export const WORKED_QUEUES = Symbol('worked-queues');
const GRACE_MS = 4_000;

/** What a bell needs on its way, first to last. */
@Injectable()
export class Machinery {
  constructor(
    readonly relay: OutboxRelay,
    readonly sweep: Sweep,
    readonly bells: Bells,
    readonly dispatcher: Dispatcher,
  ) {}
}

/** Starts and stops everything in its order. */
@Injectable()
export class QueueRuntime implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(WORKED_QUEUES) private readonly queues: readonly QueueName[],
    private readonly machinery: Machinery,
    private readonly notifications: Notifications,
    private readonly dataSource: DataSource,
  ) {}

  async onModuleInit(): Promise<void> {
    this.machinery.dispatcher.collect(this.queues);
    await this.machinery.bells.open();
    await this.notifications.start();
  }

  async onApplicationBootstrap(): Promise<void> {
    const { relay, sweep, bells, dispatcher } = this.machinery;
    for (const queue of this.queues) bells.answer(queue, (id) => dispatcher.answer(id));
    relay.start();
    sweep.start(this.queues);
    for (const job of jobsOf(this.queues)) {
      const { periodic } = ruleOf(job);
      if (periodic) await requeue(this.dataSource.manager, job, periodic.id);
    }
  }

  /** Work under way is told to stop and put back, so that the next start goes on with it at once. */
  async beforeApplicationShutdown(): Promise<void> {
    const { relay, sweep, bells, dispatcher } = this.machinery;
    await bells.silence();
    const idle = await dispatcher.stop(GRACE_MS);
    await Promise.all([sweep.stop(), relay.stop()]);
    await Promise.all([bells.close(idle), this.notifications.stop()]);
  }
}
