import { Inject, Injectable } from '@nestjs/common';
import { Keys } from '@app/platform';
import { DataSource } from 'typeorm';
import { AuditCut, AuditSeal } from '../entities/index.js';
import { AUDIT_DAYS, chainKeyOf, macOf, sealOf } from './chain.js';
import { eventsById, lastCut, lastSeal, oldSeals, storedLog, waitingEvents } from './stored-chain.queries.js';
import { type Anchor, type Verdict, verifyChain } from './verify-chain.js';

/** Most events in one seal. */
const MOST = 1_000;
const DAY_MS = 86_400_000;

/** The chain over the audit log: made behind the writers, so that none of them waits (docs/decisions/0027-audit-chain.md). */
@Injectable()
export class AuditChain {
  private readonly key: Buffer;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(Keys) keys: Keys,
  ) {
    this.key = chainKeyOf(keys);
  }

  /**
   * Seals what is committed and waits, up to a thousand events. Two at once end in a conflict of one of them.
   * @param at when it is
   * @returns how many events
   */
  seal(at = new Date()): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const events = await waitingEvents(manager, MOST);
      if (events.length === 0) return 0;
      const before = (await lastSeal(manager)) ?? (await lastCut(manager)) ?? undefined;
      const seal = sealOf(this.key, before, events, at);
      await manager.insert(AuditSeal, { ...seal, eventIds: [...seal.eventIds] });
      await manager.query('delete from audit_pending where event_id = any($1::bigint[])', [seal.eventIds]);
      return events.length;
    });
  }

  /** The last seal: what an anchor holds. */
  async head(): Promise<Anchor | null> {
    const seal = await lastSeal(this.dataSource.manager);
    return seal && { no: seal.no, hash: seal.hash.toString('hex') };
  }

  /**
   * Deletes the oldest seals with their events once all of those are older than 180 days, and writes down where the
   * chain begins from then on.
   * @param days how long events are kept: 180 or more
   * @returns how many seals were deleted; fewer than there are at first, so call it until none was
   */
  cut(days: number): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const cutAt = new Date();
      const before = new Date(cutAt.getTime() - Math.max(days, AUDIT_DAYS) * DAY_MS);
      const seals = [];
      let newestAt = new Date(0);
      for (const seal of await oldSeals(manager, before, 50)) {
        const events = await eventsById(manager, seal.eventIds);
        const newest = new Date(Math.max(...events.map(({ at }) => Number(at) / 1_000)));
        if (newest >= before) break;
        if (newest > newestAt) newestAt = newest;
        seals.push(seal);
      }
      const last = seals.at(-1);
      if (!last) return 0;
      const bare = { no: last.no, hash: last.hash, newestAt, cutAt };
      await manager.insert(AuditCut, { ...bare, mac: macOf(this.key, bare) });
      const ids = seals.flatMap(({ eventIds }) => eventIds);
      await manager.query('delete from audit_event where id = any($1::bigint[])', [ids]);
      await manager.query('delete from audit_seal where no <= $1', [last.no]);
      return seals.length;
    });
  }

  /** Goes through the whole chain in one snapshot. @param anchors as they were written outside the database */
  verify(anchors: readonly Anchor[]): Promise<Verdict> {
    return this.dataSource.transaction('REPEATABLE READ', (manager) =>
      verifyChain(storedLog(manager), this.key, anchors, new Date()),
    );
  }
}
