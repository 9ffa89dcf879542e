import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Worker } from './worker.entity.js';

/** A sample that was taken of somebody, and what it showed. */
@Entity('health_test')
@Unique(['workerNo', 'sampledAt', 'kind'])
@ForeignKey(() => Worker, ['workerNo'], ['no'], { onDelete: 'CASCADE' })
export class HealthTest {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuid_v7()' })
  id: string;

  /** The record through which it was entered; it holds for the whole person. */
  @Column({ type: 'int' })
  workerNo: number;

  @Column({ type: 'text' })
  kind: 'antigen' | 'pcr' | 'pool';

  @Column({ type: 'timestamptz' })
  sampledAt: Date;

  @Column({ type: 'text' })
  result: 'negative' | 'positive' | 'pending' | 'invalid';

  @Column({ type: 'text', nullable: true })
  sampleCode: string | null;

  @Column({ type: 'real', nullable: true })
  ct: number | null;

  @Column({ type: 'uuid' })
  recordedBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
