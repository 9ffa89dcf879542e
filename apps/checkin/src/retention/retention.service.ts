import { Inject, Injectable } from '@nestjs/common';
import { dateOfDayNumber, dayNumberOfDate, localDayNumber, secondsOf } from '@app/contracts';
import { Audit, daysWithPartition, noteDayGone, PARTITIONED, pruneJournal } from '@app/database';
import { ENVIRONMENT, type Environment } from '@app/platform';
import type { ClaimedWork } from '@app/queue';
import { DataSource, type EntityManager } from 'typeorm';
import { forgetCodeUses } from '../check-ins/code-uses.queries.js';
import { stepAt } from '../codes/steps.js';
import {
  dropDay,
  emptyDay,
  hasExercises,
  hasPresence,
  pruneOthers,
  pruneShorter,
  shortestLimit,
} from './presence-days.queries.js';
import { pruneFiles, pruneRejects } from './file-retention.queries.js';
import { pruneFollowUps, pruneLists } from './list-retention.queries.js';
import { forgetAnnouncement, holdDay, isTraced } from './retention.queries.js';
import { unlessInUse } from './unless-in-use.js';

/** Uses of rotating codes are forgotten a day after their step: devices that were offline send late. */
const KEPT_STEPS = 2_880;

const FIRST_DAY = '0001-01-01';

/** How long presence, and whatever repeats it, is kept: PRESENCE_DAYS or what an organisation wishes, longer where an open case needs it. */
@Injectable()
export class RetentionService {
  private readonly days: number;

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    @Inject(ENVIRONMENT) environment: Environment,
  ) {
    this.days = environment.PRESENCE_DAYS;
  }

  /** Deletes what is due. A day that somebody reads just then is left to the next run. */
  async prune(work: ClaimedWork): Promise<void> {
    const { manager } = this.dataSource;
    const today = localDayNumber(secondsOf(new Date()));
    const lastOld = dateOfDayNumber(today - this.days - 1);
    for (const day of await daysWithPartition(manager, PARTITIONED, FIRST_DAY, lastOld)) {
      work.signal.throwIfAborted();
      await unlessInUse(manager, (inner) => this.pruneDay(inner, day, today));
    }
    await this.pruneShorter(work, today);
    await manager.transaction((inner) => this.pruneCopies(inner));
    await pruneJournal(manager);
    await forgetCodeUses(manager, stepAt(secondsOf(new Date())) - KEPT_STEPS);
  }

  /**
   * What repeats presence goes with it: files that were taken out or brought in, rejected rows, and the lists of traces
   * whose cases are over (docs/decisions/0034-retention-everywhere.md). Names, counts and digests of files stay.
   */
  private async pruneCopies(manager: EntityManager): Promise<void> {
    const [files, rejects] = [await pruneFiles(manager, this.days), await pruneRejects(manager, this.days)];
    if (files + rejects > 0)
      await this.audit.record(manager, null, { action: 'files.prune', count: 0, details: { files, rejects } });
    const followUps = await pruneFollowUps(manager, this.days);
    if (followUps > 0)
      await this.audit.record(manager, null, { action: 'follow-up.prune', count: 0, details: { followUps } });
    for (const id of await pruneLists(manager, this.days))
      await this.audit.record(manager, null, { action: 'trace.prune', subject: `trace:${id}`, count: 0 });
  }

  /** What the limits of organisations' own take, also of days that the others' history keeps. */
  private async pruneShorter({ signal }: ClaimedWork, today: number): Promise<void> {
    const { manager } = this.dataSource;
    const shortest = await shortestLimit(manager);
    if (shortest === null) return;
    const lastOver = dateOfDayNumber(today - shortest - 1);
    for (const day of await daysWithPartition(manager, PARTITIONED, FIRST_DAY, lastOver)) {
      signal.throwIfAborted();
      await unlessInUse(manager, (inner) => this.pruneShorterOf(inner, day, today - dayNumberOfDate(day)));
    }
  }

  private async pruneShorterOf(manager: EntityManager, day: string, age: number): Promise<void> {
    if ((await isTraced(manager, day)) || !(await pruneShorter(manager, day, age))) return;
    await this.audit.record(manager, null, { action: 'presence.prune', details: { day, limit: 'organisation' } });
  }

  private async pruneDay(manager: EntityManager, day: string, today: number): Promise<void> {
    const announced = await holdDay(manager, day);
    if (this.isHistory(day, announced, today) || (await isTraced(manager, day))) return;
    const deleted = (await hasExercises(manager, day))
      ? await pruneOthers(manager, day)
      : await this.pruneWhole(manager, day);
    if (deleted) await this.audit.record(manager, null, { action: 'presence.prune', details: { day } });
  }

  /** Old when it was stored, and not stored for long: counted from then, or it would be gone before anybody could use it. */
  private isHistory(day: string, announced: Date | null, today: number): boolean {
    if (!announced) return false;
    const stored = localDayNumber(secondsOf(announced));
    return stored > dayNumberOfDate(day) + this.days && today <= stored + this.days;
  }

  /** The rows go at once; the empty partition when nobody has the table in use. */
  private async pruneWhole(manager: EntityManager, day: string): Promise<boolean> {
    const had = await hasPresence(manager, day);
    if (had) {
      await emptyDay(manager, day);
      await noteDayGone(manager, day);
    }
    if (await unlessInUse(manager, (inner) => dropDay(inner, day))) await forgetAnnouncement(manager, day);
    return had;
  }
}
