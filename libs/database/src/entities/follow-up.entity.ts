import type { FollowUpState } from '@app/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { CaseRecord } from './case-record.entity.js';
import { Isolation } from './isolation.entity.js';
import { Worker } from './worker.entity.js';

/**
 * What was done about a contact of a case. It hangs on the case and on a record of the person, not on a list: whatever a
 * new revision or a new trace says, it stays.
 */
@Entity('follow_up')
@Unique(['caseId', 'workerNo'])
@ForeignKey(() => CaseRecord, ['caseId'], ['id'])
@ForeignKey(() => Worker, ['workerNo'], ['no'])
@ForeignKey(() => Isolation, ['isolationId'], ['id'], { onDelete: 'SET NULL' })
@Index(['workerNo'])
@Index(['isolationId'])
export class FollowUp {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  caseId: string;

  @Column({ type: 'int' })
  workerNo: number;

  @Column({ type: 'text' })
  state: FollowUpState;

  /** The day of the next step; null once there is none. */
  @Column({ type: 'date', nullable: true })
  dueOn: string | null;

  /** Sealed. */
  @Column({ type: 'bytea', nullable: true })
  note: Buffer | null;

  @Column({ type: 'timestamptz', nullable: true })
  notifiedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  quarantinedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  releasedAt: Date | null;

  /** The isolation that the quarantine opened. */
  @Column({ type: 'uuid', nullable: true })
  isolationId: string | null;

  @Column({ type: 'uuid' })
  changedBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  changedAt: Date;
}
