import { Injectable } from '@nestjs/common';
import type { Actor, AuditedExport } from '@app/contracts';
import { Audit, auditAnswer, AuditEvent, ExportRecord, subjectsOf } from '@app/database';
import { notFound } from '@app/platform';
import { DataSource } from 'typeorm';
import { manifestOf } from './manifest.js';

/** What an export held and what became of it, for the auditor: also when its files are deleted by now. */
@Injectable()
export class AuditedExportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** @throws not_found */
  recordOf(actor: Actor, exportId: string): Promise<AuditedExport> {
    return this.dataSource.transaction(async (manager) => {
      const record = await manager.findOneBy(ExportRecord, { id: exportId });
      if (!record) throw notFound();
      const subject = `export:${exportId}`;
      const events = await manager.find(AuditEvent, { where: { subject }, order: { id: 'asc' } });
      const written = events.find(({ action }) => action === 'export.write');
      await this.audit.record(manager, actor, { action: 'audit.read', subject, count: 0 });
      const { createdBy: requestedBy, purpose, filter, destinationId } = record;
      return {
        manifest: written ? await manifestOf(manager, record) : null,
        ...{ requestedBy, purpose, filter, destinationId },
        events: events.map(auditAnswer),
        workerIds: written ? await subjectsOf(manager, written.id) : [],
      };
    });
  }
}
