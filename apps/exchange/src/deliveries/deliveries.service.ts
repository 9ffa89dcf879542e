import { Injectable } from '@nestjs/common';
import type { Actor, DeliveriesAnswer } from '@app/contracts';
import { Delivery } from '@app/database';
import { workOf } from '@app/queue';
import { DataSource } from 'typeorm';
import { exportFor } from '../exports/exports.queries.js';
import { attemptAnswer, attemptsOf, deliveryAnswer } from './deliveries.queries.js';

@Injectable()
export class DeliveriesService {
  constructor(private readonly dataSource: DataSource) {}

  /** Every attempt to deliver an export, oldest first, and how the delivery stands. @throws not_found */
  async list(actor: Actor, exportId: string): Promise<DeliveriesAnswer> {
    const { manager } = this.dataSource;
    await exportFor(manager, actor, exportId);
    const delivery = await manager.findOneBy(Delivery, { exportId });
    const work = delivery && (await workOf(manager, delivery.id));
    if (!delivery || !work) return { items: [], nextCursor: null, delivery: null };
    const items = (await attemptsOf(manager, delivery.id)).map(attemptAnswer);
    return { items, nextCursor: null, delivery: deliveryAnswer(delivery, work) };
  }
}
