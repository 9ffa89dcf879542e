import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  EXPORT_FILTERS,
  type ExportAnswer,
  type List,
  type Manifest,
  type NewExport,
  type Page,
  idKey,
} from '@app/contracts';
import {
  Audit,
  cursorOf,
  Destination,
  ExportPart,
  ExportRecord,
  Files,
  isOpenCase,
  listOf,
  newId,
  StoredFile,
} from '@app/database';
import { asSystem, DomainError, ENVIRONMENT, type Environment, notFound } from '@app/platform';
import { enqueue, hold } from '@app/queue';
import type { Readable } from 'node:stream';
import { DataSource, type EntityManager } from 'typeorm';
import { countPeople, LISTS } from '../lists/list-rows.js';
import { traceBasis } from '../lists/trace-basis.queries.js';
import { exportAnswer, exportFor, exportsOf, requireTrace } from './exports.queries.js';
import { manifestOf } from './manifest.js';

/** An enterprise takes its own people and gates; cases and contacts are the health service's. */
const OF_ENTERPRISES: readonly string[] = ['workers', 'check-ins'];

/** A file of an export on its way to whoever asked for it. */
export interface OpenPart {
  content: Readable;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
}

/** Lists that are taken out of the system: counted, digested, and on record with their purpose. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: Files,
    private readonly audit: Audit,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * A list of many people waits for a second person; others count for what their maker may read of in a day.
   * @throws forbidden, trace_required, unknown_trace, unknown_case, case_closed, not_ready, unknown_destination,
   *   invalid_request, too_many_requests
   */
  async create(actor: Actor, body: NewExport): Promise<ExportAnswer> {
    requireKind(actor, body.kind);
    return this.dataSource.transaction(async (manager) => {
      if (body.kind === 'trace') await requireTrace(manager, actor, body.traceId);
      await requireDestination(manager, body);
      await requireCase(manager, actor, body);
      const { kind, format, traceId, destinationId, filter, purpose } = body;
      const record = { id: newId(), kind, format, traceId, destinationId, filter: { ...filter }, purpose };
      const mostPeople = this.environment.EXPORT_APPROVAL_PEOPLE;
      const made = { ...record, mostPeople, role: actor.role, scope: { ...actor.scope }, createdBy: actor.userId };
      await manager.insert(ExportRecord, made);
      const people = await this.peopleIn(manager, record.id);
      const isLarge = people > mostPeople;
      await manager.update(ExportRecord, record.id, { people });
      await (isLarge ? hold : enqueue)(manager, 'export.run', record.id);
      await this.audit.record(manager, actor, {
        ...{ action: 'export.create', subject: `export:${record.id}`, count: 0, traceId: traceId ?? null },
        volume: isLarge ? 0 : people,
        details: { kind, filter, purpose, people, ...(destinationId ? { destinationId } : {}) },
      });
      return exportAnswer(manager, record.id);
    });
  }

  /** Newest first. */
  async list(actor: Actor, page: Page): Promise<List<ExportAnswer>> {
    const { manager } = this.dataSource;
    const rows = await exportsOf(manager, actor, cursorOf(page, idKey)?.[0], page.limit + 1);
    const list = listOf(
      rows,
      page,
      (row) => [row.id],
      (row) => row,
    );
    const items = [];
    for (const row of list.items) items.push(await exportAnswer(manager, row.id));
    return { ...list, items };
  }

  /** @throws not_found */
  async get(actor: Actor, exportId: string): Promise<ExportAnswer> {
    const { manager } = this.dataSource;
    await exportFor(manager, actor, exportId);
    return exportAnswer(manager, exportId);
  }

  /** @throws not_found, not_ready */
  async manifest(actor: Actor, exportId: string): Promise<Manifest> {
    return manifestOf(this.dataSource.manager, await this.finished(this.dataSource.manager, actor, exportId));
  }

  /** @param part counted from 1. @throws not_found, not_ready, file_expired */
  async open(actor: Actor, exportId: string, part: number): Promise<OpenPart> {
    return this.dataSource.transaction(async (manager) => {
      await this.finished(manager, actor, exportId);
      const found = await manager.findOneBy(ExportPart, { exportId, part });
      if (!found) throw notFound();
      const file = await manager.findOneByOrFail(StoredFile, { id: found.fileId });
      if (file.emptiedAt) throw new DomainError('file_expired');
      const { name, mediaType, bytes } = file;
      const details = { part, sha256: found.sha256 };
      const subject = `export:${exportId}`;
      await this.audit.record(manager, actor, { action: 'export.read', subject, count: found.rows, details });
      const content = this.files.open(found.fileId);
      return { content, name, mediaType, bytes: Number(bytes), sha256: found.sha256 };
    });
  }

  private async peopleIn(manager: EntityManager, exportId: string): Promise<number> {
    const record = await manager.findOneByOrFail(ExportRecord, { id: exportId });
    return asSystem('export_count', async () => {
      const basis = await traceBasis(this.dataSource.manager, record);
      return countPeople(this.dataSource.manager, LISTS[record.kind]({ ...record, basis }, record.filter));
    });
  }

  private async finished(manager: EntityManager, actor: Actor, exportId: string): Promise<ExportRecord> {
    const record = await exportFor(manager, actor, exportId);
    if (!record.sha256) throw new DomainError('not_ready');
    return record;
  }
}

/** A scope without bounds is the province's alone: whoever else has none gets nothing. */
function requireKind({ role, scope }: Actor, kind: string): void {
  const bounded = role === 'province_admin' || scope.organisationId || scope.unitCodes;
  if (!bounded || (role === 'enterprise_admin' && !OF_ENTERPRISES.includes(kind))) throw new DomainError('forbidden');
}

/** Whose check-ins they are is shown for an open case alone, to those whose cases those are. @throws forbidden, unknown_case */
async function requireCase(manager: EntityManager, actor: Actor, { kind, filter }: NewExport): Promise<void> {
  const caseId = kind === 'check-ins' && EXPORT_FILTERS[kind].parse(filter).caseId;
  if (!caseId) return;
  if (actor.role === 'enterprise_admin') throw new DomainError('forbidden');
  if (!(await isOpenCase(manager, actor, caseId))) throw new DomainError('unknown_case');
}

async function requireDestination(manager: EntityManager, { destinationId, format }: NewExport): Promise<void> {
  if (!destinationId) return;
  const destination = await manager.findOneBy(Destination, { id: destinationId });
  if (!destination) throw new DomainError('unknown_destination');
  if (destination.format === format) return;
  throw new DomainError('invalid_request', 'See errors for every fault found.', [
    { path: 'format', code: 'destination_format', message: `this destination takes ${destination.format}` },
  ]);
}
