import { Injectable } from '@nestjs/common';
import { type Actor, secondsOf } from '@app/contracts';
import { Audit, copyLines, type DataImport, Partitions } from '@app/database';
import { asSystem, DomainError } from '@app/platform';
import { type ClaimedWork, workOf } from '@app/queue';
import { DataImports, type OpenedImport, OrganisationCodes, storeCounts } from '@app/tables';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import type { PresenceColumn, PresenceKind } from './presence-kinds.js';
import { noteChange } from '../roster-changes.queries.js';
import { countStage, deleteImported, dropStage, makeStage, mergeStage, STAGE, STAGE_COLUMNS } from './stage.queries.js';
import { stagedLines, Tally } from './staged-lines.js';

/** Share of the progress that reading the file makes; the rest is the merge. */
const READING = 0.6;
/** History is imported, and what of today is planned already. */
const AHEAD = 86_400;
const MOST_ROWS = 5_000_000;

/** Imports of stays and of proximity: staged line by line, then published in one transaction. */
@Injectable()
export class PresenceImportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly partitions: Partitions,
    private readonly imports: DataImports,
    private readonly audit: Audit,
  ) {}

  /** @throws what reading the file refuses (empty_file, truncated_file …); nothing is stored then */
  run(kind: PresenceKind, work: ClaimedWork): Promise<void> {
    return this.imports.run<PresenceColumn, Tally>(work, {
      columns: kind.columns,
      options: { maxRows: MOST_ROWS },
      reading: READING,
      makeStage,
      dropStage,
      stage: (runner, opened, onBatch) => this.stage(runner, kind, opened, onBatch),
      publish: (manager, { record }, tally) => this.publish(manager, kind, record, tally),
    });
  }

  /**
   * Takes an import back: what it stored is deleted. Rows that another import had stored before it stay; doing it twice
   * is the same as once. @throws not_found, import_in_use
   */
  async takeBack(actor: Actor, kind: PresenceKind, id: string): Promise<void> {
    const { organisationId } = await this.imports.require(actor, [kind], id);
    await asSystem('take_back', () => this.undo(actor, kind, { id, organisationId }));
  }

  private undo(
    actor: Actor,
    kind: PresenceKind,
    { id, organisationId }: { id: string; organisationId: string },
  ): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('select 1 from work where id = $1 for update', [id]);
      const work = await workOf(manager, id);
      if (work && (work.status === 'queued' || work.status === 'running')) throw new DomainError('import_in_use');
      const { rows, days } = await deleteImported(manager, kind.table, id);
      if (kind.table === 'stay') await noteChange(manager, organisationId, days);
      await manager.query('update data_import set taken_back_at = coalesce(taken_back_at, now()) where id = $1', [id]);
      const details = { rows };
      await this.audit.record(manager, actor, { action: 'import.take_back', subject: `import:${id}`, details });
    });
  }

  private async stage(
    runner: QueryRunner,
    kind: PresenceKind,
    opened: OpenedImport<PresenceColumn>,
    onBatch: () => void,
  ): Promise<Tally> {
    const tally = new Tally();
    const { id, organisationId } = opened.record;
    const rejects = this.imports.rejectWriter(id);
    try {
      const codes = await OrganisationCodes.load(this.dataSource.manager, organisationId);
      const latest = secondsOf(new Date()) + AHEAD;
      const staging = { kind, codes, latest, onBatch, reject: rejects.write.bind(rejects) };
      await copyLines(runner, STAGE, STAGE_COLUMNS, stagedLines(opened, staging, tally));
    } finally {
      await rejects.close();
    }
    await this.partitions.ensure(kind.table, tally.days);
    return tally;
  }

  private async publish(
    manager: EntityManager,
    kind: PresenceKind,
    { id, organisationId }: DataImport,
    { read, rejected, rows, days }: Tally,
  ): Promise<void> {
    const allNew = await mergeStage(manager, kind.table, id);
    if (kind.table === 'stay') await noteChange(manager, organisationId, days);
    const { accepted, created } = allNew
      ? { accepted: rows, created: rows }
      : await countStage(manager, kind.table, id);
    const counts = {
      ...{ read, accepted, rejected, duplicate: rows - accepted },
      ...{ created, updated: 0, unchanged: accepted - created, left: 0 },
    };
    await storeCounts(manager, id, counts);
    const action = `${kind.table}-import.run`;
    await this.audit.record(manager, null, { action, subject: `import:${id}`, details: counts });
  }
}
