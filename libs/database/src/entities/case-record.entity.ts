import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Worker } from './worker.entity.js';

/** An index case (F0): a worker who tested positive. */
@Entity('case_record')
@ForeignKey(() => Worker, ['workerId'], ['id'])
@Index(['workerId'])
export class CaseRecord {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  workerId: string;

  @Column({ type: 'date', nullable: true })
  onsetOn: string | null;

  @Column({ type: 'date' })
  sampledOn: string;

  @Column({ type: 'timestamptz', nullable: true })
  confirmedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  isolatedAt: Date | null;

  /** Sealed. */
  @Column({ type: 'bytea', nullable: true })
  note: Buffer | null;

  @Column({ type: 'text', default: 'open' })
  status: 'open' | 'closed' | 'withdrawn';

  @Column({ type: 'uuid' })
  createdBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date;
}
