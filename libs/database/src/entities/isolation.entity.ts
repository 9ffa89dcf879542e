import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CaseRecord } from './case-record.entity.js';
import { Worker } from './worker.entity.js';

/** A worker was apart from others during [startedAt, endedAt); open while the end is null. */
@Entity('isolation')
@ForeignKey(() => CaseRecord, ['caseId'], ['id'])
@ForeignKey(() => Worker, ['workerNo'], ['no'])
@Index(['workerNo'])
@Index(['workerNo', 'startedAt'], { unique: true, where: 'case_id is null' })
@Index(['caseId'])
export class Isolation {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuid_v7()' })
  id: string;

  @Column({ type: 'int' })
  workerNo: number;

  @Column({ type: 'timestamptz' })
  startedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  /** The case whose `isolatedAt` opened it; null when recorded by itself. */
  @Column({ type: 'uuid', nullable: true })
  caseId: string | null;

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'uuid' })
  createdBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
