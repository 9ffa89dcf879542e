import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { AuditEvent } from './entities/index.js';

export interface AuditEntry {
  /** `noun.verb`, for instance `worker.read`. */
  action: string;
  /** What was acted on, as `kind:id`; ids only. */
  subject?: string;
  /** How many people's data it concerned. */
  count?: number;
  /** Filters, columns, reasons; never personal data. */
  details?: Record<string, unknown>;
}

/** The record of who read or changed what. Written in the transaction of the deed. */
@Injectable()
export class Audit {
  async record(manager: EntityManager, actor: Actor | null, entry: AuditEntry): Promise<void> {
    await manager.insert(AuditEvent, {
      actorId: actor?.userId ?? null,
      role: actor?.role ?? null,
      action: entry.action,
      subject: entry.subject ?? null,
      count: entry.count ?? 1,
      details: { ...entry.details },
    });
  }
}
