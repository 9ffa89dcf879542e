import { Injectable } from '@nestjs/common';
import { Audit, Destination, ExportRecord, requireOpenCase } from '@app/database';
import { DomainError } from '@app/platform';
import type { ClaimedWork } from '@app/queue';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import type { ListQuery } from '../lists/list-query.js';
import { type Audience, countList, countPeople, ListReader } from '../lists/list-rows.js';
import { traceBasis } from '../lists/trace-basis.queries.js';
import { deliver } from '../deliveries/deliveries.queries.js';
import { forgetFiles, publish, type WrittenExport, writtenFrom } from './export-files.queries.js';
import { ExportParts } from './export-parts.js';

/** Reads a list in one snapshot of the database and writes it into files. */
@Injectable()
export class ExportRunner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parts: ExportParts,
    private readonly lists: ListReader,
    private readonly audit: Audit,
  ) {}

  /** @throws not_ready, case_closed, second_person_required, exercise_data, rows_differ; ClaimLost */
  async run(work: ClaimedWork): Promise<void> {
    const record = await this.dataSource.manager.findOneByOrFail(ExportRecord, { id: work.id });
    if (record.sha256) return;
    await forgetFiles(this.dataSource.manager, record.id);
    const audience = await this.audienceOf(record);
    const written = await this.inSnapshot((runner) => this.read(runner, work, record, audience));
    await this.dataSource.transaction((manager) => this.finish(manager, work, record, written));
  }

  /** Everything that is read of a list: a trace that goes on meanwhile shows itself as it was at the first query. */
  private async read(
    runner: QueryRunner,
    work: ClaimedWork,
    record: ExportRecord,
    audience: Audience,
  ): Promise<WrittenExport> {
    if (record.traceId) await requireOpenCase(runner.manager, record.traceId);
    const basis = await traceBasis(runner.manager, record);
    const list = this.lists.list(record, basis);
    await this.requireApproved(runner, record, list);
    const counted = await countList(runner, list, audience);
    if (counted.rows === 0 && counted.leftOut > 0) throw new DomainError('exercise_data');
    const people = new Set<number>();
    const rows = this.lists.read(runner, list, { asker: record, audience, people, signal: work.signal });
    const files = await this.parts.write({ work, record, list, basis }, rows, counted);
    const columns = list.columns.map(([name]) => name);
    const { rows: count, leftOut } = counted;
    const from = writtenFrom(basis, counted.added);
    return { columns, rows: count, leftOut, ...files, people: [...people], from };
  }

  /** A list may have grown since it was asked for. */
  private async requireApproved(runner: QueryRunner, record: ExportRecord, list: ListQuery): Promise<void> {
    if (record.decision === 'approved') return;
    if ((await countPeople(runner.manager, list)) > record.mostPeople)
      throw new DomainError('second_person_required', 'The list has grown since it was asked for: ask again.');
  }

  private async finish(
    manager: EntityManager,
    work: ClaimedWork,
    record: ExportRecord,
    written: WrittenExport,
  ): Promise<void> {
    const { rows, columns, sha256, people, from } = written;
    await work.assertHeld(manager);
    await publish(manager, record.id, written);
    if (record.destinationId) await deliver(manager, record.id, record.destinationId);
    await this.audit.record(manager, null, {
      action: 'export.write',
      subject: `export:${record.id}`,
      count: rows,
      workerNos: people,
      purpose: `export:${record.id}`,
      traceId: record.traceId,
      details: {
        ...{ for: record.createdBy, kind: record.kind, columns, sha256 },
        ...(from ? { complete: from.complete, levelsDone: from.levelsDone } : {}),
      },
    });
  }

  private async audienceOf({ destinationId }: ExportRecord): Promise<Audience> {
    if (!destinationId) return 'asker';
    const { exercise } = await this.dataSource.manager.findOneByOrFail(Destination, { id: destinationId });
    return exercise ? 'exercise' : 'real';
  }

  private async inSnapshot<T>(read: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction('REPEATABLE READ');
      return await read(runner);
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  }
}
