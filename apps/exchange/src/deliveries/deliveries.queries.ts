import { type DeliveryAnswer, type DeliveryAttemptAnswer, isoOf } from '@app/contracts';
import { Delivery, DeliveryAttempt, ExportPart, newId, type Work } from '@app/database';
import { enqueue } from '@app/queue';
import type { EntityManager } from 'typeorm';

/** Queues the delivery of an export, in the transaction that finishes it. */
export async function deliver(manager: EntityManager, exportId: string, destinationId: string): Promise<void> {
  const id = newId();
  await manager.insert(Delivery, { id, exportId, destinationId });
  await enqueue(manager, 'delivery.send', id);
}

/** Parts that no receipt confirms yet, in their order. */
export async function undelivered(manager: EntityManager, delivery: Delivery): Promise<ExportPart[]> {
  return manager
    .createQueryBuilder(ExportPart, 'p')
    .where('p.exportId = :exportId', { exportId: delivery.exportId })
    .andWhere(
      `not exists (select 1 from delivery_attempt a
         where a.delivery_id = :id and a.part = p.part and a.outcome = 'delivered')`,
      { id: delivery.id },
    )
    .orderBy('p.part')
    .getMany();
}

/** Every attempt of a delivery, oldest first. */
export const attemptsOf = (manager: EntityManager, deliveryId: string): Promise<DeliveryAttempt[]> =>
  manager.find(DeliveryAttempt, { where: { deliveryId }, order: { id: 'asc' } });

export const deliveryAnswer = (delivery: Delivery, work: Work): DeliveryAnswer => ({
  id: delivery.id,
  destinationId: delivery.destinationId,
  status: work.status,
  progress: work.progress,
  ...(work.error ? { error: work.error } : {}),
  createdAt: isoOf(delivery.createdAt),
});

export const attemptAnswer = (row: DeliveryAttempt): DeliveryAttemptAnswer => ({
  id: row.id,
  part: row.part,
  attempt: row.attempt,
  status: row.outcome,
  httpStatus: row.httpStatus,
  receipt: row.receipt,
  difference: row.difference,
  at: isoOf(row.at),
});
