import type { AuditQuery } from '@app/contracts';
import { AuditEvent } from '@app/database';
import type { EntityManager } from 'typeorm';

/** Events that match, newest first, before the given one; `action` may be a beginning such as `worker.`. */
export function eventsBy(
  manager: EntityManager,
  { action, subject, actorId, from, to }: AuditQuery,
  before: string | null,
  limit: number,
): Promise<AuditEvent[]> {
  const query = manager.createQueryBuilder(AuditEvent, 'e').orderBy('e.id', 'DESC').take(limit);
  if (action) query.andWhere('starts_with(e.action, :action)', { action });
  if (subject) query.andWhere('e.subject = :subject', { subject });
  if (actorId) query.andWhere('e.actorId = :actorId', { actorId });
  if (from) query.andWhere('e.at >= :from', { from });
  if (to) query.andWhere('e.at < :to', { to });
  if (before) query.andWhere('e.id < :before', { before });
  return query.getMany();
}
