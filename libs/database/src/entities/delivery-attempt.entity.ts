import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Delivery } from './delivery.entity.js';

/** One POST of one part: what was sent, what the receipt said, and how the two differ. */
@Entity('delivery_attempt')
@ForeignKey(() => Delivery, ['deliveryId'], ['id'], { onDelete: 'CASCADE' })
@Index(['deliveryId', 'part'])
export class DeliveryAttempt {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  deliveryId: string;

  @Column({ type: 'int' })
  part: number;

  @Column({ type: 'int' })
  attempt: number;

  @Column({ type: 'int', nullable: true })
  httpStatus: number | null;

  @Column({ type: 'text' })
  outcome: 'delivered' | 'failed';

  @Column({ type: 'jsonb', nullable: true })
  receipt: unknown;

  @Column({ type: 'text', nullable: true })
  difference: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at: Date;
}
