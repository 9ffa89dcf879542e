import { Column, Entity, Generated, Index, PrimaryColumn } from 'typeorm';

/** A bell to ring once the transaction that wrote it has committed. */
@Entity('outbox')
@Index(['availableAt'])
export class OutboxEntry {
  @PrimaryColumn({ type: 'bigint' })
  @Generated('increment')
  id: string;

  @Column({ type: 'uuid' })
  workId: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  availableAt: Date;
}
