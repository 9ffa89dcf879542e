import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Worker } from './worker.entity.js';

/** What somebody said of their own health. */
@Entity('health_declaration')
@Unique(['workerNo', 'declaredAt'])
@ForeignKey(() => Worker, ['workerNo'], ['no'], { onDelete: 'CASCADE' })
export class HealthDeclaration {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuid_v7()' })
  id: string;

  /** The record through which it was entered; it holds for the whole person. */
  @Column({ type: 'int' })
  workerNo: number;

  @Column({ type: 'timestamptz' })
  declaredAt: Date;

  @Column({ type: 'boolean' })
  symptoms: boolean;

  @Column({ type: 'uuid' })
  recordedBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
