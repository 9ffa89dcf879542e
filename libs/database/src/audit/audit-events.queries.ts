import { type AuditAnswer, type AuditQuery, isoOf } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { AuditEvent } from '../entities/index.js';

/** Events that match, newest first, before the given one; `action` may be a beginning such as `worker.`. */
export function eventsBy(
  manager: EntityManager,
  { action, subject, actorId, workerId, caseId, from, to }: AuditQuery,
  before: string | null,
  limit: number,
): Promise<AuditEvent[]> {
  const query = manager.createQueryBuilder(AuditEvent, 'e').orderBy('e.id', 'DESC').take(limit);
  if (action) query.andWhere('starts_with(e.action, :action)', { action });
  if (subject) query.andWhere('e.subject = :subject', { subject });
  if (actorId) query.andWhere('e.actorId = :actorId', { actorId });
  if (caseId) query.andWhere(':caseId = any(e.caseIds)', { caseId });
  if (from) query.andWhere('e.at >= :from', { from });
  if (to) query.andWhere('e.at < :to', { to });
  if (before) query.andWhere('e.id < :before', { before });
  if (workerId) query.andWhere(CONCERNING, { workerId });
  return query.getMany();
}

/**
 * Events that concern any record of the person, for who read one of them saw the person; of an export that holds one, each
 * reading of its files, too.
 */
const CONCERNING = `e.id in (select truyvet_events_about(array(select truyvet_numbers_of(:workerId))))`;

/** Ids of the workers whose data an event concerned, as far as their records are there. */
export async function subjectsOf(manager: EntityManager, eventId: string): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>('select truyvet_subjects_of($1) as id', [eventId]);
  return rows.map(({ id }) => id);
}

export const auditAnswer = (event: AuditEvent): AuditAnswer => {
  const { id, at, actorId, role, action, subject, count, details, purpose, caseIds, subjectsDigest } = event;
  return {
    ...{ id, at: isoOf(at), actorId, role, action, subject, count, details, purpose },
    caseIds: caseIds ?? [],
    subjectsDigest: subjectsDigest?.toString('hex') ?? null,
  };
};
