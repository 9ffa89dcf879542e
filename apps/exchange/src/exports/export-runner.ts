import { Inject, Injectable } from '@nestjs/common';
import { Audit, Destination, ExportRecord, Files, type StoredFile } from '@app/database';
import { DomainError, ENVIRONMENT, type Environment } from '@app/platform';
import type { ClaimedWork } from '@app/queue';
import { createHash, type Hash } from 'node:crypto';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { type Audience, type Counted, countList, LISTS, readList } from '../lists/list-rows.js';
import type { Cell, ListQuery } from '../lists/list-query.js';
import { type TraceBasis, traceBasis } from '../lists/trace-basis.queries.js';
import { deliver } from '../deliveries/deliveries.queries.js';
import { forgetFiles, publish, type WrittenExport, writtenFrom, type WrittenPart } from './export-files.queries.js';
import { hashed, MEDIA_TYPES, take, writePart } from './part-writer.js';

/** A list that is being written. */
interface Writing {
  work: ClaimedWork;
  record: ExportRecord;
  list: ListQuery;
  basis: TraceBasis | null;
}

/** Reads a list in one snapshot of the database and writes it into files of a bounded number of rows. */
@Injectable()
export class ExportRunner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: Files,
    private readonly audit: Audit,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** @throws not_ready, exercise_data, rows_differ; ClaimLost */
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
    const basis = await traceBasis(runner.manager, record);
    const list = LISTS[record.kind]({ ...record, basis }, record.filter);
    const counted = await countList(runner, list, audience);
    if (counted.rows === 0 && counted.leftOut > 0) throw new DomainError('exercise_data');
    const rows = readList(runner, list, audience, work.signal);
    const files = await this.write({ work, record, list, basis }, rows, counted);
    const columns = list.columns.map(([name]) => name);
    const { rows: count, leftOut } = counted;
    return { columns, rows: count, leftOut, ...files, from: writtenFrom(basis, counted.added) };
  }

  /** Writes every part, then looks whether the rows that came, and the marks on them, are those that were counted. */
  private async write(
    writing: Writing,
    rows: AsyncGenerator<Cell[]>,
    expected: Counted,
  ): Promise<{ parts: WrittenPart[]; sha256: string }> {
    const limit = this.environment.EXPORT_PART_ROWS;
    const addedAt = writing.list.columns.findIndex(([name]) => name === 'added');
    const whole = createHash('sha256');
    const parts: WrittenPart[] = [];
    let added = 0;
    try {
      for (let done = 0; parts.length === 0 || done < expected.rows; done += limit) {
        const part = parts.length + 1;
        let count = 0;
        const taken = take(rows, limit, (n, row) => {
          count = n;
          if (row[addedAt] === true) added++;
          writing.work.progress((done + n) / (expected.rows + 1));
        });
        const file = await this.save(writing, part, taken, whole);
        parts.push({ part, name: file.name, fileId: file.id, rows: count, sha256: file.sha256 });
      }
      const total = parts.reduce((sum, part) => sum + part.rows, 0);
      const agree = total === expected.rows && added === expected.added;
      if (!agree || !(await rows.next()).done) throw new DomainError('rows_differ');
    } finally {
      await rows.return(undefined);
    }
    return { parts, sha256: whole.digest('hex') };
  }

  private save(
    { record: { id, kind, format }, list, basis }: Writing,
    part: number,
    rows: AsyncIterable<Cell[]>,
    whole: Hash,
  ): Promise<StoredFile> {
    const columns = list.columns.map(([name]) => name);
    const bytes = hashed(writePart(format, columns, rows), whole);
    const name = basis?.complete === false ? `${kind}-so-far-${id}` : `${kind}-${id}`;
    return this.files.save(`${name}-${part}.${format}`, MEDIA_TYPES[format], bytes);
  }

  private async finish(
    manager: EntityManager,
    work: ClaimedWork,
    record: ExportRecord,
    written: WrittenExport,
  ): Promise<void> {
    const { rows, columns, sha256, from } = written;
    await work.assertHeld(manager);
    await publish(manager, record.id, written);
    if (record.destinationId) await deliver(manager, record.id, record.destinationId);
    await this.audit.record(manager, null, {
      action: 'export.write',
      subject: `export:${record.id}`,
      count: rows,
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
