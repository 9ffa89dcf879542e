import { Injectable } from '@nestjs/common';
import type { Problem, WorkStatus } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { JobName } from './jobs.js';
import { ClaimLost } from './outcomes.js';
import { QueueDatabase } from './queue-database.js';
import { OUTBOX_CHANNEL, WORK_CHANNEL } from './work.queries.js';

/** How long a claim holds without a heartbeat. */
const LEASE = `interval '10 seconds'`;
const TELL = `pg_notify('${WORK_CHANNEL}', id || ' ' || status)`;
const RING = `pg_notify('${OUTBOX_CHANNEL}', '')`;
const HELD = `id = $1 and attempt = $2 and status = 'running'`;

/** A run's hold on its row; `attempt` tells it from every run before and after. */
export interface Claim {
  id: string;
  job: JobName;
  attempt: number;
  failures: number;
  takeovers: number;
  /** As PostgreSQL wrote it, to the microsecond. */
  claimedAt: string;
}

/** How a run ended. `againMs`: the work is periodic and starts afresh so much later. */
export interface Ending {
  status: Extract<WorkStatus, 'done' | 'failed'>;
  problem?: Problem;
  againMs?: number;
}

/** The conditional updates by which a row changes hands. Each is one statement and says whether it was still ours. */
@Injectable()
export class Claims {
  constructor(private readonly database: QueueDatabase) {}

  /** Takes work that is due, or whose lease ran out; null when it is neither. */
  async claim(id: string): Promise<Claim | null> {
    const [claim] = await this.database.source.query<Claim[]>(
      `with claimed as (
         update work set status = 'running', attempt = attempt + 1, takeovers = takeovers + (status = 'running')::int,
           lease_until = now() + ${LEASE}, run_after = now(), started_at = coalesce(started_at, now()),
           version = version + 1
         where id = $1
           and ((status = 'queued' and run_after <= now()) or (status = 'running' and lease_until < now()))
         returning *
       )
       select id, job, attempt, failures, takeovers, run_after::text as "claimedAt", ${TELL} from claimed`,
      [id],
    );
    return claim ?? null;
  }

  /** Holds the row for as long as the lease from now. */
  async extend({ id, attempt }: Claim): Promise<boolean> {
    const rows = await this.database.source.query<unknown[]>(
      `with held as (
         update work set lease_until = clock_timestamp() + ${LEASE} where ${HELD} returning id
       ) select id from held`,
      [id, attempt],
    );
    return rows.length > 0;
  }

  /** Never less than an earlier run had reported: who watches need not know that a process was killed. */
  async report({ id, attempt }: Claim, fraction: number): Promise<void> {
    await this.database.source.query(
      `with told as (
         update work set progress = greatest(progress, $3), version = version + 1 where ${HELD} returning id, status
       ) select ${TELL} from told`,
      [id, attempt, fraction],
    );
  }

  /**
   * Ends the run; queues it again when that was asked for while it ran.
   * @returns false when it was no longer ours.
   */
  async finish({ id, attempt, claimedAt }: Claim, { status, problem, againMs }: Ending): Promise<boolean> {
    const asked = `run_after > $3::timestamptz`;
    const again = `(${asked} or $6::int is not null)`;
    const rows = await this.database.source.query<unknown[]>(
      `with ended as (
         update work set
           status = case when ${again} then 'queued' else $4 end,
           run_after = case when ${asked} or $6::int is null then run_after
                            else now() + $6::int * interval '1 millisecond' end,
           progress = case when ${again} then 0 when $4 = 'done' then 1 else progress end,
           error = case when ${again} then null else $5::jsonb end,
           failures = case when ${again} then 0 else failures end,
           takeovers = case when ${again} then 0 else takeovers end,
           started_at = case when ${again} then null else started_at end,
           finished_at = case when ${again} then null else now() end,
           lease_until = null, version = version + 1
         where ${HELD} returning id, status, run_after
       ), bell as (
         insert into outbox (work_id, available_at) select id, run_after from ended where status = 'queued'
       )
       select ${TELL}, ${RING} from ended`,
      [id, attempt, claimedAt, status, problem ? JSON.stringify(problem) : null, againMs ?? null],
    );
    return rows.length > 0;
  }

  /** Queues it again, to run no sooner than `waitMs` from now. */
  async putBack({ id, attempt }: Claim, waitMs: number, failed: boolean): Promise<boolean> {
    const rows = await this.database.source.query<unknown[]>(
      `with back as (
         update work set status = 'queued', lease_until = null, run_after = now() + $3::int * interval '1 millisecond',
           failures = failures + $4::int, version = version + 1
         where ${HELD} returning id, status, run_after
       ), bell as (
         insert into outbox (work_id, available_at) select id, run_after from back
       )
       select ${TELL}, ${RING} from back`,
      [id, attempt, waitMs, failed ? 1 : 0],
    );
    return rows.length > 0;
  }
}

/** See `ClaimedWork.assertHeld`. */
export async function assertHeld(manager: EntityManager, { id, attempt }: Claim): Promise<void> {
  const rows = await manager.query<unknown[]>(
    `with held as (
       update work set version = version + 1 where ${HELD} returning id, status
     ) select ${TELL} from held`,
    [id, attempt],
  );
  if (rows.length === 0) throw new ClaimLost();
}
