import { isoOf, type Actor, type ExportAnswer, type WorkStatus } from '@app/contracts';
import { Delivery, ExportRecord, requireOpenCase, traceScopeOf, Work } from '@app/database';
import { DomainError, notFound } from '@app/platform';
import { LessThan, type EntityManager } from 'typeorm';
import { deliveryAnswer } from '../deliveries/deliveries.queries.js';
import { requireLevel } from '../lists/trace-basis.queries.js';
import { partsOf } from './export-files.queries.js';
import { partAnswer } from './manifest.js';

/** Exports are their maker's; the province sees all. */
const makerOf = (actor: Actor) => (actor.role === 'province_admin' ? {} : { createdBy: actor.userId });

/** The export, if it is the actor's. @throws not_found */
export async function exportFor(manager: EntityManager, actor: Actor, id: string): Promise<ExportRecord> {
  const record = await manager.findOneBy(ExportRecord, { id, ...makerOf(actor) });
  if (!record) throw notFound();
  return record;
}

/** The actor's exports, newest first, after the given one. */
export const exportsOf = (
  manager: EntityManager,
  actor: Actor,
  after: string | undefined,
  limit: number,
): Promise<ExportRecord[]> =>
  manager.find(ExportRecord, {
    where: { ...makerOf(actor), ...(after ? { id: LessThan(after) } : {}) },
    order: { id: 'desc' },
    take: limit,
  });

/**
 * An export with its files, the state of its work and of its delivery. The work is read first: whatever it says has
 * happened, the rows that are read after it show.
 */
export async function exportAnswer(manager: EntityManager, exportId: string): Promise<ExportAnswer> {
  const work = await manager.findOneByOrFail(Work, { id: exportId });
  const record = await manager.findOneByOrFail(ExportRecord, { id: exportId });
  const delivery = await manager.findOneBy(Delivery, { exportId });
  const sending = delivery && (await manager.findOneByOrFail(Work, { id: delivery.id }));
  const { kind, format, traceId, filter, destinationId, purpose, rows, leftOut, sha256 } = record;
  const { complete, levelsDone, since, addedRows } = record;
  return {
    ...{ id: exportId, status: work.status, progress: work.progress },
    ...(work.error ? { error: work.error } : {}),
    ...{ kind, format, traceId, filter, destinationId, purpose, people: record.people, approval: approvalOf(record) },
    ...{ rows, leftOut, sha256 },
    parts: (await partsOf(manager, exportId)).map(partAnswer),
    ...{ complete, levelsDone, since, addedRows },
    ...(delivery && sending ? { delivery: deliveryAnswer(delivery, sending) } : {}),
    createdAt: isoOf(record.createdAt),
  };
}

const approvalOf = ({ decision, decidedBy, decidedAt }: ExportRecord): ExportAnswer['approval'] =>
  decision && { decision, by: decidedBy!, at: isoOf(decidedAt!) };

/**
 * Refuses a trace whose list the actor may not take, or not yet, or no longer.
 * @throws trace_required, unknown_trace, case_closed, not_ready
 */
export async function requireTrace(manager: EntityManager, actor: Actor, traceId: string | undefined): Promise<void> {
  if (!traceId) throw new DomainError('trace_required');
  const { sql, parameters } = traceScopeOf(actor.scope, actor.role === 'province_admin', 't.id', 2);
  const [row] = await manager.query<{ status: WorkStatus; levels_done: number }[]>(
    `select k.status, t.levels_done from trace t join work k on k.id = t.id where t.id = $1 and ${sql}`,
    [traceId, ...parameters],
  );
  if (!row) throw new DomainError('unknown_trace');
  await requireOpenCase(manager, traceId);
  requireLevel(row.status, row.levels_done);
}
