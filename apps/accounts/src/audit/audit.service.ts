import { Injectable } from '@nestjs/common';
import { type Actor, type AuditAnswer, type AuditQuery, isoOf, type List } from '@app/contracts';
import { Audit, type AuditEvent, cursorOf, listOf } from '@app/database';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { eventsBy } from './audit.queries.js';

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
      return listOf(rows, query, ({ id }) => [id], answerOf);
    });
  }
}

const answerOf = ({ id, at, actorId, role, action, subject, count, details }: AuditEvent): AuditAnswer => ({
  id,
  at: isoOf(at),
  actorId,
  role,
  action,
  subject,
  count,
  details,
});
