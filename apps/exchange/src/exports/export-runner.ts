import { Inject, Injectable } from '@nestjs/common';
import { Audit, Destination, ExportRecord, Files, type StoredFile } from '@app/database';
import { DomainError, ENVIRONMENT, type Environment } from '@app/platform';
import type { ClaimedWork } from '@app/queue';
import { createHash, type Hash } from 'node:crypto';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { type Audience, type Counted, countList, LISTS, readList } from '../lists/list-rows.js';
import type { Cell, ListQuery } from '../lists/list-query.js';
import { deliver } from '../deliveries/deliveries.queries.js';
import { forgetFiles, publish, type WrittenPart } from './export-files.queries.js';
import { MEDIA_TYPES, take, writePart } from './part-writer.js';

interface Written {
  parts: WrittenPart[];
  sha256: string;
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

  /** @throws exercise_data, rows_differ; ClaimLost */
  async run(work: ClaimedWork): Promise<void> {
    const record = await this.dataSource.manager.findOneByOrFail(ExportRecord, { id: work.id });
    if (record.sha256) return;
    await forgetFiles(this.dataSource.manager, record.id);
    const list = LISTS[record.kind](record, record.filter);
    const audience = await this.audienceOf(record);
    const { counted, written } = await this.inSnapshot(async (runner) => {
      const counted = await countList(runner, list, audience);
      if (counted.rows === 0 && counted.leftOut > 0) throw new DomainError('exercise_data');
      return {
        counted,
        written: await this.write(work, record, list, readList(runner, list, audience, work.signal), counted),
      };
    });
    await this.dataSource.transaction((manager) => this.finish(manager, work, record, list, counted, written));
  }

  /** Writes every part, then looks whether the rows that came are the rows that were counted. */
  private async write(
    work: ClaimedWork,
    record: ExportRecord,
    list: ListQuery,
    rows: AsyncGenerator<Cell[]>,
    { rows: expected }: Counted,
  ): Promise<Written> {
    const limit = this.environment.EXPORT_PART_ROWS;
    const whole = createHash('sha256');
    const parts: WrittenPart[] = [];
    try {
      for (let done = 0; parts.length === 0 || done < expected; done += limit) {
        const part = parts.length + 1;
        let count = 0;
        const taken = take(rows, limit, (n) => {
          count = n;
          work.progress((done + n) / (expected + 1));
        });
        const file = await this.save(record, list, part, taken, whole);
        parts.push({ part, name: file.name, fileId: file.id, rows: count, sha256: file.sha256 });
      }
      const total = parts.reduce((sum, part) => sum + part.rows, 0);
      if (total !== expected || !(await rows.next()).done) throw new DomainError('rows_differ');
    } finally {
      await rows.return(undefined);
    }
    return { parts, sha256: whole.digest('hex') };
  }

  private save(
    { id, kind, format }: ExportRecord,
    list: ListQuery,
    part: number,
    rows: AsyncIterable<Cell[]>,
    whole: Hash,
  ): Promise<StoredFile> {
    const columns = list.columns.map(([name]) => name);
    const bytes = hashed(writePart(format, columns, rows), whole);
    return this.files.save(`${kind}-${id}-${part}.${format}`, MEDIA_TYPES[format], bytes);
  }

  private async finish(
    manager: EntityManager,
    work: ClaimedWork,
    record: ExportRecord,
    list: ListQuery,
    { rows, leftOut }: Counted,
    { parts, sha256 }: Written,
  ): Promise<void> {
    await work.assertHeld(manager);
    const columns = list.columns.map(([name]) => name);
    await publish(manager, record.id, { columns, rows, leftOut, sha256, parts });
    if (record.destinationId) await deliver(manager, record.id, record.destinationId);
    await this.audit.record(manager, null, {
      action: 'export.write',
      subject: `export:${record.id}`,
      count: rows,
      details: { for: record.createdBy, kind: record.kind, columns, sha256 },
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

async function* hashed(bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
}
