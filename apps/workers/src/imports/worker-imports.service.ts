import { Injectable } from '@nestjs/common';
import type { ImportCounts, ImportMode } from '@app/contracts';
import { Audit, copyInto, DataImport, WorkerCipher } from '@app/database';
import type { ClaimedWork } from '@app/queue';
import { DataImports, type OpenedImport, storeCounts } from '@app/tables';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { References } from '../workers/references.js';
import { today } from '../workers/today.js';
import { noteCreated, noteGone, noteUpdated } from './import-changes.queries.js';
import { lockWorkers, mergeAssignments, mergeGone, mergePersons, mergeRejects, mergeWorkers } from './merge.queries.js';
import { SealedWorkers } from './sealed-workers.js';
import { STAGED_COLUMNS, stagedRows, type Tally } from './staged-rows.js';
import { WORKER_COLUMNS, type WorkerColumn } from './worker-columns.js';
import { compareStage, countGone, dropStage, makeStage, STAGE, stageCounts } from './worker-stage.queries.js';

/** Share of the progress that reading the file makes; the rest is the merge. */
const READING = 0.8;

/** Runs an import of workers: staged row by row, then published in one transaction. */
@Injectable()
export class WorkerImportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: DataImports,
    private readonly audit: Audit,
    private readonly cipher: WorkerCipher,
  ) {}

  /** @throws what reading the file refuses; nothing is changed then */
  run(work: ClaimedWork): Promise<void> {
    return this.imports.run<WorkerColumn, Tally>(work, {
      columns: WORKER_COLUMNS,
      reading: READING,
      makeStage,
      dropStage,
      stage: this.stage.bind(this),
      publish: this.publish.bind(this),
    });
  }

  private async stage(runner: QueryRunner, opened: OpenedImport<WorkerColumn>, onBatch: () => void): Promise<Tally> {
    const tally: Tally = { read: 0, rejected: 0, duplicate: 0 };
    const { id, organisationId } = opened.record;
    const references = new References(this.dataSource.manager, organisationId);
    const sealed = this.sealed(this.dataSource.manager, organisationId);
    const sealCells = this.imports.sealCells(id);
    const mended = await this.imports.mendedRows(opened.record);
    const context = { references, sealed, cipher: this.cipher, sealCells, mended, today: today(), onBatch };
    await copyInto(runner, STAGE, STAGED_COLUMNS, stagedRows(opened, context, tally));
    return tally;
  }

  private async publish(
    manager: EntityManager,
    { record, columns }: OpenedImport<WorkerColumn>,
    tally: Tally,
  ): Promise<void> {
    const { id, organisationId, dryRun } = record;
    const mode = record.mode ?? 'upsert';
    await lockWorkers(manager, organisationId);
    const day = today();
    await this.sealed(manager, organisationId).rebind();
    await compareStage(manager, organisationId, new Set(Object.keys(columns.at)), { mode, today: day });
    const { created = 0, updated = 0, unchanged = 0 } = await stageCounts(manager);
    await noteUpdated(manager, id);
    if (mode === 'replace') await noteGone(manager, id, organisationId, day);
    const left = await this.merge(manager, record, { mode, day, changed: created + updated });
    await noteCreated(manager, id);
    await mergeRejects(manager, id);
    const counts: ImportCounts = {
      ...tally,
      accepted: created + updated + unchanged,
      ...{ created, updated, unchanged, left },
    };
    await storeCounts(manager, id, counts);
    const details = { ...counts, mode, dryRun };
    await this.audit.record(manager, null, { action: 'worker-import.run', subject: `import:${id}`, details });
  }

  /** Takes the staged rows over, unless it is a dry run. @returns how many leave, or would */
  private async merge(
    manager: EntityManager,
    { id, organisationId, dryRun }: DataImport,
    { mode, day, changed }: { mode: ImportMode; day: string; changed: number },
  ): Promise<number> {
    if (dryRun) return mode === 'replace' ? countGone(manager, organisationId, day) : 0;
    if (changed > 0) {
      await mergePersons(manager);
      await mergeWorkers(manager, organisationId, day);
      await mergeAssignments(manager, day);
    }
    await manager.update(DataImport, id, { publishedAt: () => 'now()' });
    return mode === 'replace' ? mergeGone(manager, organisationId, day) : 0;
  }

  private sealed(manager: EntityManager, organisationId: string): SealedWorkers {
    return new SealedWorkers(manager, organisationId, this.cipher);
  }
}
