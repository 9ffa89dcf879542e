import { Injectable } from '@nestjs/common';
import { jobsOf, type QueueName } from './jobs.js';
import { Outage } from './outage.js';
import { QueueDatabase } from './queue-database.js';
import { OUTBOX_CHANNEL } from './work.queries.js';

const SWEEP_MS = 5_000;
const BATCH = 500;

/**
 * Rings again for work whose bell went missing: due for 15 seconds and not claimed, or running with a lease that ran out.
 * That is what makes a lost queue cost seconds and a killed process a short wait. Ringing too often does no harm: the
 * queue takes one bell for each version of a row.
 */
@Injectable()
export class Sweep {
  private readonly outage = new Outage('The sweep of lost jobs');
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(private readonly database: QueueDatabase) {}

  start(queues: readonly QueueName[]): void {
    const jobs = jobsOf(queues);
    if (jobs.length === 0) return;
    this.timer = setInterval(() => {
      this.sweeping ??= this.sweep(jobs);
    }, SWEEP_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  private async sweep(jobs: string[]): Promise<void> {
    try {
      await this.database.source.query(
        `with bell as (
           insert into outbox (work_id)
           select w.id from work w
           where w.job = any($1)
             and ((w.status = 'queued' and w.run_after < now() - interval '15 seconds')
               or (w.status = 'running' and w.lease_until < now()))
             and not exists (select 1 from outbox o where o.work_id = w.id)
           order by w.run_after limit ${BATCH}
           returning id
         )
         select pg_notify('${OUTBOX_CHANNEL}', '') from bell limit 1`,
        [jobs],
      );
      this.outage.passed();
    } catch (error) {
      this.outage.failed(error);
    } finally {
      this.sweeping = undefined;
    }
  }
}
