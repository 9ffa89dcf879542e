import { Injectable } from '@nestjs/common';
import { dateOfSeconds } from '@app/contracts';
import { copyInto, Trace, TraceRevision, TraceSeen } from '@app/database';
import type { ClaimedWork } from '@app/queue';
import { DataSource, type EntityManager } from 'typeorm';
import { LargeShares } from '../traces/large-shares.js';
import { windowsOf } from '../traces/trace-store.js';
import type { ExplainedChange } from './differences.js';
import { countLevels, followRecords, lockRevision, replaceList } from './replace-list.queries.js';
import type { RevisionStage } from './revision-stage.js';

/** A list that differs from the one there is. */
export interface NewList {
  /** Epoch seconds. */
  asOf: number;
  stage: RevisionStage;
  changes: readonly ExplainedChange[];
  /** Persons whose sources are other ones than before. */
  reexplained: readonly number[];
}

const CHANGE_COLUMNS = [
  ...['trace_id', 'revision', 'position', 'person_no', 'worker_no', 'change', 'level_before', 'level_after', 'reason'],
  'source_person_no',
];

/** Writes what working a trace out anew came to. Every write is one transaction of the run that holds the claim. */
@Injectable()
export class RevisionStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shares: LargeShares,
  ) {}

  /** Puts the gathered list in the place of the trace's. Additions by hand and reviews stay. */
  async publish(work: ClaimedWork, { asOf, stage, changes, reexplained }: NewList): Promise<void> {
    const { traceId, levels: levelsDone, timings, warnings } = stage;
    await stage.runner.manager.transaction(async (manager) => {
      await work.assertHeld(manager);
      const revision = (await lockRevision(manager, traceId)) + 1;
      const windows = windowsOf(stage.beginning.cases);
      await followRecords(manager, traceId, windows);
      await replaceList(manager, traceId, { revision, reexplained });
      const counts = await countLevels(manager, traceId, levelsDone);
      const state = { asOf: dateOfSeconds(asOf), counts };
      await manager.update(Trace, traceId, { ...state, revision, windows, warnings, levelsDone, timings });
      for (let level = 1; level <= levelsDone; level++) await this.shares.warn(manager, traceId, level);
      const [entered, left, moved] = ENDS.map((end) => changes.filter((change) => changeOf(change) === end).length);
      await manager.insert(TraceRevision, { traceId, revision, ...state, entered, leftCount: left, moved });
      const rows = changes.map((change, position) => [
        ...[traceId, revision, position, change.person, change.worker, changeOf(change), change.before, change.after],
        ...[change.reason, change.source],
      ]);
      await copyInto(manager.queryRunner!, 'trace_change', CHANGE_COLUMNS, rows);
      await see(manager, stage);
    });
  }

  /** Notes that the list there is stands, for all that has happened. */
  async stands(work: ClaimedWork, stage: RevisionStage): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await work.assertHeld(manager);
      await see(manager, stage);
    });
  }

  /** Follows a trace no longer: none of its cases is open. */
  async end(work: ClaimedWork, traceId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await work.assertHeld(manager);
      await manager.update(Trace, traceId, { followed: false });
    });
  }
}

const ENDS = ['entered', 'left', 'moved'] as const;

const changeOf = ({ before, after }: ExplainedChange): (typeof ENDS)[number] =>
  before === null ? 'entered' : after === null ? 'left' : 'moved';

async function see(manager: EntityManager, { traceId, beginning }: RevisionStage): Promise<void> {
  await manager.upsert(TraceSeen, { traceId, snapshot: beginning.seen, at: new Date() }, ['traceId']);
}
