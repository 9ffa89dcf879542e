import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type ImportChangeAnswer,
  type ImportChanges,
  type ImportView,
  type List,
  type MendedRow,
  type Page,
  positionKey,
  type RejectedRowAnswer,
  type RejectedRows,
} from '@app/contracts';
import { Audit, cursorOf, DataImport, ImportReject, listOf, newId } from '@app/database';
import { DomainError, FieldCipher, notFound } from '@app/platform';
import { enqueue } from '@app/queue';
import { DataImports, matchColumns, readRow, type StoredReject, storedRejects, storeMended } from '@app/tables';
import { DataSource, IsNull } from 'typeorm';
import { z } from 'zod';
import { References, UNKNOWN } from '../workers/references.js';
import { today } from '../workers/today.js';
import { changesOf } from './import-changes.queries.js';
import { parseWorker } from './parse-worker.js';
import { WORKER_COLUMNS, WORKER_IMPORT } from './worker-columns.js';

const CHANGE_KEY = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** Looking at a dry run: what it would do, which rows it rejects; mending those, and taking all of it over. */
@Injectable()
export class ImportReviewService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: DataImports,
    private readonly audit: Audit,
    private readonly cipher: FieldCipher,
  ) {}

  /** @throws not_found */
  async changes(actor: Actor, id: string, query: ImportChanges): Promise<List<ImportChangeAnswer>> {
    await this.imports.require(actor, [WORKER_IMPORT], id);
    const after = cursorOf(query, CHANGE_KEY)?.[0] ?? null;
    const { manager } = this.dataSource;
    const rows = await changesOf(manager, id, query.state, { after, limit: query.limit + 1 });
    const list = listOf(
      rows,
      query,
      (row) => [row.id],
      (row): ImportChangeAnswer => row,
    );
    const entry = { action: 'import.read_changes', subject: `import:${id}`, count: list.items.length };
    await this.audit.record(manager, actor, { ...entry, details: { state: query.state } });
    return list;
  }

  /** @throws not_found */
  async rejected(actor: Actor, id: string, query: Page): Promise<RejectedRows> {
    const { columns } = await this.imports.require(actor, [WORKER_IMPORT], id);
    const after = cursorOf(query, positionKey)?.[0] ?? 0;
    const { manager } = this.dataSource;
    const rows = await storedRejects(manager, this.cipher, id, { after, limit: query.limit + 1 });
    const list = listOf(rows, query, ({ row }) => [row], answerOf);
    const subject = `import:${id}`;
    await this.audit.record(manager, actor, { action: 'import.read_rejects', subject, count: list.items.length });
    return { headers: columns, ...list };
  }

  /** Keeps the row as mended, if it is right now; else says what is wrong with it still. @throws not_found */
  async mend(actor: Actor, id: string, row: number, { cells }: MendedRow): Promise<RejectedRowAnswer> {
    const record = await this.imports.require(actor, [WORKER_IMPORT], id);
    const { manager } = this.dataSource;
    if (!(await manager.existsBy(ImportReject, { importId: id, row }))) throw notFound();
    const fault = await this.faultOf(record, row, cells);
    await storeMended(manager, this.cipher, id, { row, cells: fault ? null : cells });
    const details = { row, mended: !fault };
    await this.audit.record(manager, actor, { action: 'import.mend', subject: `import:${id}`, count: 1, details });
    return { row, cells, column: fault?.column ?? null, reason: fault?.reason ?? null };
  }

  /**
   * Takes a dry run over, its mended rows in place of the file's own. Asked again, the same import answers.
   * @throws not_found, not_ready (it has not ended, or was none)
   */
  async publish(actor: Actor, id: string): Promise<ImportView> {
    const dry = await this.imports.require(actor, [WORKER_IMPORT], id);
    if (!dry.dryRun || dry.read === 0) throw new DomainError('not_ready');
    const published = await this.dataSource.transaction(async (manager) => {
      await manager.query('select 1 from data_import where id = $1 for update', [id]);
      const before = await manager.findOneBy(DataImport, { sourceId: id, takenBackAt: IsNull() });
      if (before) return before.id;
      const { kind, organisationId, mode, fileId, columns, mapping } = dry;
      const row = { id: newId(), kind, organisationId, mode, dryRun: false, fileId, columns, mapping, sourceId: id };
      await manager.insert(DataImport, { ...row, createdBy: actor.userId });
      await enqueue(manager, WORKER_IMPORT.job, row.id);
      await this.audit.record(manager, actor, { action: 'import.create', subject: `import:${row.id}`, count: 0 });
      return row.id;
    });
    return this.imports.show(actor, [WORKER_IMPORT], published);
  }

  /** What is wrong with a row as it is now, read as the import reads it. */
  private async faultOf(
    { organisationId, columns, mapping }: DataImport,
    row: number,
    cells: string[],
  ): Promise<Pick<RejectedRowAnswer, 'column' | 'reason'> | undefined> {
    const matched = matchColumns(columns, WORKER_COLUMNS, mapping);
    const read = readRow(matched, { row, cells }, (cell) => parseWorker(cell, today()));
    if (!read.ok) return { column: read.reject.column, reason: codeOf(read.reject.reason) };
    const references = new References(this.dataSource.manager, organisationId);
    await references.load([read.value]);
    const unknown = references.unknownIn(read.value);
    return unknown && { column: columns[matched.at[unknown] ?? -1] ?? unknown, reason: UNKNOWN[unknown] };
  }
}

/** Reasons are stored as `code: words`. */
const codeOf = (reason: string): string => reason.split(':')[0]!;

const answerOf = ({ row, cells, column, reason, mended }: StoredReject): RejectedRowAnswer => ({
  ...{ row, cells: mended ?? cells, column: mended ? null : column, reason: mended ? null : codeOf(reason) },
});
