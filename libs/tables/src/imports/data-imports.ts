import { Injectable } from '@nestjs/common';
import { type Actor, idKey, type ImportList, type ImportMode, type ImportView, type List } from '@app/contracts';
import { Audit, cursorOf, DataImport, Files, listOf, newId, organisationFor, type StoredFile } from '@app/database';
import { asSystem, FieldCipher, notFound, type Upload } from '@app/platform';
import { type ClaimedWork, enqueue, type JobName, workOf } from '@app/queue';
import { DataSource, type EntityManager, In, LessThan } from 'typeorm';
import { storedBytes } from '../reading/byte-source.js';
import { type Column, type ColumnMapping, matchColumns } from '../reading/columns.js';
import { openTable } from '../reading/open-table.js';
import { writeCsv } from '../writing/csv-writer.js';
import { viewOf } from './import-view.js';
import { RejectWriter } from './reject-writer.js';
import { rejectedRows, type SealCells, sealCellsOf, storedRejects } from './rejects.js';
import { type ImportSteps, runStaged } from './staged-import.js';

/** Rows that may be mended by hand. */
const MENDED_MOST = 100_000;

/** A kind of import: what its files hold and who runs it. */
export interface ImportKind {
  kind: DataImport['kind'];
  job: JobName;
  columns: readonly Column[];
}

/** What the text fields of an upload say. */
export interface ImportWish {
  organisationId: string;
  mode?: ImportMode;
  dryRun?: boolean;
  columns?: ColumnMapping | undefined;
}

/** The resource of every import of rows: created from an upload, watched, its rejected rows downloaded. */
@Injectable()
export class DataImports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: Files,
    private readonly audit: Audit,
    private readonly cipher: FieldCipher,
  ) {}

  /**
   * Keeps the file and queues the import. The kind of file, its encoding and its header are checked before that, the
   * rows by the job.
   * @throws not_found, too_large, unsupported_file, wrong_encoding, empty_file, unknown_column, duplicate_column,
   *   missing_column; nothing is kept then
   */
  async create(actor: Actor, kind: ImportKind, upload: Upload<ImportWish>): Promise<ImportView> {
    const wish = upload.fields;
    const file = await this.keep(actor, wish.organisationId, upload);
    const id = newId();
    try {
      const { header, batches } = await openTable(await storedBytes(this.files, file.id));
      await batches.return();
      const mapping = wish.columns ?? null;
      const columns = matchColumns(header, kind.columns, mapping).headers;
      return await this.dataSource.transaction(async (manager) => {
        const { organisationId, mode = null, dryRun = false } = wish;
        const row = { id, kind: kind.kind, organisationId, mode, dryRun, fileId: file.id, columns, mapping };
        await manager.insert(DataImport, { ...row, createdBy: actor.userId });
        await enqueue(manager, kind.job, id);
        await this.audit.record(manager, actor, { action: 'import.create', subject: `import:${id}`, count: 0 });
        return this.load(manager, id);
      });
    } catch (error) {
      await asSystem('files', () => this.files.remove(this.dataSource.manager, file.id));
      throw error;
    }
  }

  /** @throws not_found */
  async show(actor: Actor, kinds: readonly ImportKind[], id: string): Promise<ImportView> {
    await this.require(actor, kinds, id);
    return this.load(this.dataSource.manager, id);
  }

  /** The rejected rows as CSV: the file's own columns, then row, column, reason. @throws not_found */
  async rejects(actor: Actor, kinds: readonly ImportKind[], id: string): Promise<AsyncIterable<Uint8Array>> {
    const { columns, rejected: count } = await this.require(actor, kinds, id);
    const subject = `import:${id}`;
    await this.audit.record(this.dataSource.manager, actor, { action: 'import.read_rejects', subject, count });
    return writeCsv(
      [...columns, 'row', 'column', 'reason'],
      rejectedRows(this.dataSource, this.cipher, id, columns.length),
    );
  }

  /** The import, if its organisation is inside the actor's scope; a machine sees its own alone. @throws not_found */
  async require(actor: Actor, kinds: readonly ImportKind[], id: string): Promise<DataImport> {
    const found = await this.dataSource.manager.findOneBy(DataImport, {
      ...{ id, kind: In(kinds.map(({ kind }) => kind)) },
      ...(actor.role === 'service' && { createdBy: actor.userId }),
    });
    if (!found) throw notFound();
    await organisationFor(this.dataSource.manager, actor, found.organisationId);
    return found;
  }

  /** Runs an import, see `runStaged`. @throws what reading the file refuses; nothing is changed then */
  run<Name extends string, Tally extends { read: number }>(
    work: ClaimedWork,
    steps: ImportSteps<Name, Tally>,
  ): Promise<void> {
    return runStaged(this.dataSource, this.files, work, steps);
  }

  /** Keeps the rejected rows of an import as they come. */
  rejectWriter(importId: string): RejectWriter {
    return new RejectWriter(this.dataSource, this.cipher, importId);
  }

  /** The rows of its dry run that somebody has mended, by number: by hand, so they are few. */
  async mendedRows({ sourceId }: DataImport): Promise<ReadonlyMap<number, string[]>> {
    if (!sourceId) return new Map();
    const wish = { after: 0, limit: MENDED_MOST, mendedOnly: true };
    const rows = await storedRejects(this.dataSource.manager, this.cipher, sourceId, wish);
    return new Map(rows.map(({ row, mended }) => [row, mended!]));
  }

  sealCells(importId: string): SealCells {
    return sealCellsOf(this.cipher, importId);
  }

  private async load(manager: EntityManager, id: string): Promise<ImportView> {
    // the work first: what it says is done is in the row by then
    const work = await workOf(manager, id);
    return viewOf(await manager.findOneByOrFail(DataImport, { id }), work);
  }

  /** Imports of an organisation, newest first. @throws not_found */
  async list(actor: Actor, kinds: readonly ImportKind[], query: ImportList): Promise<List<ImportView>> {
    const { manager } = this.dataSource;
    const { organisationId } = query;
    await organisationFor(manager, actor, organisationId);
    const after = cursorOf(query, idKey)?.[0];
    const rows = await manager.find(DataImport, {
      where: { organisationId, kind: In(kinds.map(({ kind }) => kind)), ...(after && { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: query.limit + 1,
    });
    const list = listOf(
      rows,
      query,
      ({ id }) => [id],
      (row) => row,
    );
    return {
      ...list,
      items: await Promise.all(list.items.map(async (row) => viewOf(row, await workOf(manager, row.id)))),
    };
  }

  /** Stores the upload once it is known that the organisation may be written to; else reads it away. */
  async keep(actor: Actor, organisationId: string, upload: Upload<ImportWish>): Promise<StoredFile> {
    try {
      await organisationFor(this.dataSource.manager, actor, organisationId);
    } catch (error) {
      for await (const _ of upload.content);
      throw error;
    }
    return this.files.save(upload.fileName, upload.mediaType, upload.content);
  }
}
