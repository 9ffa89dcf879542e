import { Injectable } from '@nestjs/common';
import { type Actor, secondsOf } from '@app/contracts';
import { Audit, copyLines, Partitions } from '@app/database';
import { DomainError } from '@app/platform';
import { type ClaimedWork, workOf } from '@app/queue';
import { DataImports, openImport, type OpenedImport, storeCounts } from '@app/tables';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { OrganisationCodes } from './code-book.js';
import type { PresenceColumn, PresenceKind } from './presence-kinds.js';
import { RejectWriter } from './reject-writer.js';
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
  async run(kind: PresenceKind, work: ClaimedWork): Promise<void> {
    const opened = await openImport(this.dataSource, work.id, kind.columns, { maxRows: MOST_ROWS });
    // the counts are written with the rows: an import that has any was published, and only its end was not noted
    if (opened.record.read > 0) return void (await opened.table.batches.return());
    const runner = this.dataSource.createQueryRunner();
    try {
      await makeStage(runner.manager);
      const tally = await this.stage(runner, kind, opened, work);
      if (tally.read === 0) throw new DomainError('empty_file', 'The file has a header and no rows.');
      await this.partitions.ensure(kind.table, tally.days);
      await runner.manager.transaction((manager) => this.publish(manager, kind, work, tally));
    } finally {
      await opened.table.batches.return();
      if (!runner.isReleased) await dropStage(runner.manager).finally(() => runner.release());
    }
  }

  /**
   * Takes an import back: what it stored is deleted. Rows that another import had stored before it stay; doing it twice
   * is the same as once. @throws not_found, import_in_use
   */
  async takeBack(actor: Actor, kind: PresenceKind, id: string): Promise<void> {
    await this.imports.require(actor, kind.kind, id);
    await this.dataSource.transaction(async (manager) => {
      await manager.query('select 1 from work where id = $1 for update', [id]);
      const work = await workOf(manager, id);
      if (work && (work.status === 'queued' || work.status === 'running')) throw new DomainError('import_in_use');
      const deleted = await deleteImported(manager, kind.table, id);
      await manager.query('update data_import set taken_back_at = coalesce(taken_back_at, now()) where id = $1', [id]);
      const details = { rows: deleted };
      await this.audit.record(manager, actor, { action: 'import.take_back', subject: `import:${id}`, details });
    });
  }

  private async stage(
    runner: QueryRunner,
    kind: PresenceKind,
    opened: OpenedImport<PresenceColumn>,
    work: ClaimedWork,
  ): Promise<Tally> {
    const tally = new Tally();
    const rejects = new RejectWriter(this.dataSource, work.id);
    try {
      const codes = await OrganisationCodes.load(this.dataSource.manager, opened.record.organisationId);
      const onBatch = (): void => {
        work.signal.throwIfAborted();
        work.progress(READING * opened.table.fraction());
      };
      const latest = secondsOf(new Date()) + AHEAD;
      const staging = { kind, codes, latest, onBatch, reject: rejects.write.bind(rejects) };
      await copyLines(runner, STAGE, STAGE_COLUMNS, stagedLines(opened, staging, tally));
    } finally {
      await rejects.close();
    }
    return tally;
  }

  private async publish(manager: EntityManager, kind: PresenceKind, work: ClaimedWork, tally: Tally): Promise<void> {
    await work.assertHeld(manager);
    const { read, rejected, rows } = tally;
    const allNew = await mergeStage(manager, kind.table, work.id);
    const { accepted, created } = allNew
      ? { accepted: rows, created: rows }
      : await countStage(manager, kind.table, work.id);
    const counts = {
      ...{ read, accepted, rejected, duplicate: rows - accepted },
      ...{ created, updated: 0, unchanged: accepted - created, left: 0 },
    };
    await storeCounts(manager, work.id, counts);
    const action = `${kind.table}-import.run`;
    await this.audit.record(manager, null, { action, subject: `import:${work.id}`, details: counts });
  }
}
