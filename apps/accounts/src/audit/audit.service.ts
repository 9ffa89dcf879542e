import { Injectable } from '@nestjs/common';
import type { Actor, AuditAnswer, AuditEventAnswer, AuditQuery, List } from '@app/contracts';
import { Audit, auditAnswer, AuditEvent, cursorOf, eventsBy, listOf, subjectsOf } from '@app/database';
import { notFound } from '@app/platform';
import { DataSource } from 'typeorm';
import { z } from 'zod';

const KEY = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** The log, for those who watch over the watchers. Reading it is itself recorded. */
@Injectable()
export class AuditService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** Newest first. */
  async list(actor: Actor, query: AuditQuery): Promise<List<AuditAnswer>> {
    return this.dataSource.transaction(async (manager) => {
      const rows = await eventsBy(manager, query, cursorOf(query, KEY)?.[0] ?? null, query.limit + 1);
      const { cursor: _position, limit: _size, ...details } = query;
      await this.audit.record(manager, actor, { action: 'audit.read', count: 0, details });
      return listOf(rows, query, ({ id }) => [id], auditAnswer);
    });
  }

  /** @throws not_found */
  async get(actor: Actor, id: string): Promise<AuditEventAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const event = await manager.findOneBy(AuditEvent, { id });
      if (!event) throw notFound();
      const workerIds = await subjectsOf(manager, id);
      await this.audit.record(manager, actor, { action: 'audit.read', subject: `audit_event:${id}`, count: 0 });
      return { ...auditAnswer(event), workerIds };
    });
  }
}
