import type { EntityManager } from 'typeorm';
import type { Observable, Subscription } from 'rxjs';
import { assertHeld, type Claim, type Claims } from './claims.js';
import type { JobName } from './jobs.js';
import type { Outage } from './outage.js';
import { ClaimLost } from './outcomes.js';
import type { ClaimedWork } from './processors.js';

const HEARTBEAT_MS = 3_000;
const REPORT_MS = 250;

/** A run under way: keeps its lease, reports its progress, and hears when it is no longer wanted. */
export class RunningWork implements ClaimedWork {
  readonly id: string;
  readonly job: JobName;
  readonly attempt: number;
  readonly signal: AbortSignal;
  private readonly controller = new AbortController();
  private readonly changes: Subscription;
  private readonly heartbeat: NodeJS.Timeout;
  private beating: Promise<void> | undefined;
  private reporting: Promise<void> | undefined;
  private reportTimer: NodeJS.Timeout | undefined;
  private reportedAt = 0;
  private fraction: number | undefined;

  constructor(
    readonly claim: Claim,
    private readonly claims: Claims,
    private readonly outage: Outage,
    changes: Observable<string | null>,
  ) {
    ({ id: this.id, job: this.job, attempt: this.attempt } = claim);
    this.signal = this.controller.signal;
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
    this.changes = changes.subscribe((status) => {
      if (status === 'cancelled' || status === null) this.beat();
    });
  }

  progress(fraction: number): void {
    this.fraction = Math.min(1, Math.max(0, fraction));
    if (this.reporting || this.reportTimer) return;
    const wait = Math.max(0, this.reportedAt + REPORT_MS - Date.now());
    this.reportTimer = setTimeout(() => this.report(), wait);
  }

  assertHeld(manager: EntityManager): Promise<void> {
    return assertHeld(manager, this.claim);
  }

  abort(reason: Error): void {
    this.controller.abort(reason);
  }

  /** Ends what runs beside the run; the row is left as it is. */
  async stop(): Promise<void> {
    clearInterval(this.heartbeat);
    clearTimeout(this.reportTimer);
    this.fraction = undefined;
    this.changes.unsubscribe();
    await Promise.all([this.beating, this.reporting]);
  }

  /** One at a time: while the run publishes, its own lock on the row makes the heartbeat wait, first in line. */
  private beat(): void {
    this.beating ??= this.claims
      .extend(this.claim)
      .then((held) => {
        this.outage.passed();
        if (!held) this.abort(new ClaimLost());
      })
      .catch((error: unknown) => this.outage.failed(error))
      .finally(() => (this.beating = undefined));
  }

  private report(): void {
    const fraction = this.fraction!;
    [this.fraction, this.reportTimer, this.reportedAt] = [undefined, undefined, Date.now()];
    this.reporting = this.claims
      .report(this.claim, fraction)
      .catch((error: unknown) => this.outage.failed(error))
      .finally(() => {
        this.reporting = undefined;
        if (this.fraction !== undefined) this.progress(this.fraction);
      });
  }
}
