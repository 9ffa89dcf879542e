import type { KeptData, RightsStatus } from '@app/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Worker } from './worker.entity.js';

/** What somebody wants done with the own data, or what the end of a contract starts; with the day on which it is due. */
@Entity('rights_request')
@ForeignKey(() => Worker, ['workerId'], ['id'])
@Index(['workerId'])
@Index(['status', 'dueOn'])
export class RightsRequestRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  workerId: string;

  @Column({ type: 'text' })
  kind: 'correction' | 'erasure';

  /** Fields and note, sealed with the key of fields; gone when it is decided. */
  @Column({ type: 'bytea', nullable: true })
  wish: Buffer | null;

  /** Null: the end of the contract. */
  @Column({ type: 'uuid', nullable: true })
  requestedBy: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  requestedAt: Date;

  @Column({ type: 'date' })
  dueOn: string;

  @Column({ type: 'text', default: 'open' })
  status: RightsStatus;

  @Column({ type: 'uuid', nullable: true })
  decidedBy: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  decidedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  /** What stays, as it was last looked at. */
  @Column({ type: 'jsonb', default: [] })
  kept: KeptData[];
}
