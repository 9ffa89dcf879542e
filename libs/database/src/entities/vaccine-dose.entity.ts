import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Worker } from './worker.entity.js';

/** A dose of a vaccine that somebody was given. */
@Entity('vaccine_dose')
@Unique(['workerNo', 'givenOn'])
@ForeignKey(() => Worker, ['workerNo'], ['no'], { onDelete: 'CASCADE' })
export class VaccineDose {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuid_v7()' })
  id: string;

  /** The record through which it was entered; it holds for the whole person. */
  @Column({ type: 'int' })
  workerNo: number;

  @Column({ type: 'date' })
  givenOn: string;

  @Column({ type: 'text' })
  vaccine: string;

  @Column({ type: 'text', nullable: true })
  lot: string | null;

  @Column({ type: 'uuid' })
  recordedBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
