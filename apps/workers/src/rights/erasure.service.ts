import { Inject, Injectable } from '@nestjs/common';
import { dateOfDayNumber, dayNumberOfDate, type KeptData } from '@app/contracts';
import { Audit, RightsRequestRow } from '@app/database';
import { ENVIRONMENT, type Environment } from '@app/platform';
import { DataSource } from 'typeorm';
import { today } from '../workers/today.js';
import { type DueErasure, dueErasures, erase, startErasures } from './erasure.queries.js';

const AT_ONCE = 100;
const EPIDEMIC = 'Law on Prevention and Control of Infectious Diseases';
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Erases what names those whose contract has ended, once nothing that has to stay needs it. */
@Injectable()
export class ErasureService {
  private readonly presenceDays: number;

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    @Inject(ENVIRONMENT) { PRESENCE_DAYS }: Environment,
  ) {
    this.presenceDays = PRESENCE_DAYS;
  }

  /** Starts what the end of a contract starts, and does what is due. */
  async run(signal: AbortSignal): Promise<void> {
    const { manager } = this.dataSource;
    const started = await startErasures(manager, today(), this.presenceDays);
    if (started > 0) await this.audit.record(manager, null, { action: 'rights.start_erasure', count: started });
    for (let after = FIRST; ;) {
      const due = await dueErasures(manager, today(), AT_ONCE, after);
      for (const one of due) {
        signal.throwIfAborted();
        await this.settle(one);
      }
      if (due.length < AT_ONCE) return;
      after = due.at(-1)!.id;
    }
  }

  private async settle(due: DueErasure): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const kept = this.obstacles(due);
      if (kept.length > 0) return void (await manager.update(RightsRequestRow, due.id, { kept }));
      await erase(manager, due);
      const done = { status: 'done' as const, decidedAt: new Date(), wish: null, kept: this.remains() };
      await manager.update(RightsRequestRow, due.id, done);
      await this.audit.record(manager, null, { action: 'rights.erase', subject: `worker:${due.workerId}` });
    });
  }

  /** Why a record has to stay as it is for now. */
  private obstacles({ hasLeft, isCovered, isIsolated, endDate }: DueErasure): KeptData[] {
    const kept: KeptData[] = [];
    if (!hasLeft) kept.push({ what: 'record', reason: 'Labour Code: the contract goes on', until: null });
    if (isCovered) kept.push({ what: 'cases', reason: `${EPIDEMIC}: an open case covers the person`, until: null });
    if (isIsolated)
      kept.push({ what: 'isolations', reason: `${EPIDEMIC}: an order of isolation is in force`, until: null });
    const until = endDate && dateOfDayNumber(dayNumberOfDate(endDate) + this.presenceDays);
    if (until && until >= today())
      kept.push({ what: 'presence', reason: `${EPIDEMIC}: whoever met a case in time can be told`, until });
    return kept;
  }

  /** What stays without naming anybody. */
  private remains(): KeptData[] {
    const byNumber = 'by number, without anything that names the person';
    return [
      { what: 'isolations', reason: `${EPIDEMIC}: orders are kept, ${byNumber}`, until: null },
      { what: 'cases', reason: `${EPIDEMIC}: cases and lists of contacts are kept, ${byNumber}`, until: null },
      {
        what: 'audit',
        reason: `Decree 356/2025: who read what is kept for 180 days or more, ${byNumber}`,
        until: null,
      },
    ];
  }
}
