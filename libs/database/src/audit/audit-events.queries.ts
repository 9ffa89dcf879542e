import { type AuditAnswer, type AuditQuery, isoOf } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { AuditEvent, Worker } from '../entities/index.js';

/** Events that match, newest first, before the given one; `action` may be a beginning such as `worker.`. */
export async function eventsBy(
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
  if (workerId) {
    const nos = await numbersOf(manager, workerId);
    query.andWhere(nos.length > 0 ? concerning(nos) : 'false');
  }
  return query.getMany();
}

/**
 * Events that concern one of the workers; of an export that holds one, each reading of its files, too. The index knows
 * the first and the last number of an event; between them only the list itself knows.
 */
function concerning(nos: readonly number[]): string {
  const inside = (e: string): string =>
    nos
      .map(
        (no) => `int4range(${e}.subjects[1], ${e}.subjects[cardinality(${e}.subjects)], '[]') @> ${no}
        and ${no} = any(${e}.subjects)`,
      )
      .join(' or ');
  return `(${inside('e')} or e.action = 'export.read' and e.subject in (
    select x.subject from audit_event x where x.action = 'export.write' and (${inside('x')})))`;
}

/** All records of the person: who read one of them saw the person. */
async function numbersOf(manager: EntityManager, workerId: string): Promise<number[]> {
  const worker = await manager.findOne(Worker, { where: { id: workerId }, select: { no: true, personNo: true } });
  if (!worker) return [];
  const records = await manager.find(Worker, { where: { personNo: worker.personNo }, select: { no: true } });
  return records.map(({ no }) => no);
}

/** Ids of the workers whose data an event concerned, as far as their records are there. */
export async function subjectsOf(manager: EntityManager, eventId: string): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `select w.id from audit_event e cross join unnest(e.subjects) as s (no) join worker w on w.no = s.no
     where e.id = $1 order by w.no`,
    [eventId],
  );
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
