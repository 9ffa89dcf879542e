import { Column, Entity, ForeignKey, Generated, Index, PrimaryColumn } from 'typeorm';
import { Place } from './place.entity.js';
import { Worker } from './worker.entity.js';

/** Where a worker belonged, and when: place, shift, dormitory room and bus are dated history. */
@Entity('assignment')
@ForeignKey(() => Worker, ['workerNo'], ['no'], { onDelete: 'CASCADE' })
@ForeignKey(() => Place, ['placeNo'], ['no'])
@Index(['workerNo', 'kind', 'validFrom'])
@Index(['placeNo'])
export class Assignment {
  @PrimaryColumn({ type: 'bigint' })
  @Generated('increment')
  id: string;

  @Column({ type: 'int' })
  workerNo: number;

  @Column({ type: 'text' })
  kind: 'place' | 'shift' | 'room' | 'bus';

  @Column({ type: 'int', nullable: true })
  placeNo: number | null;

  @Column({ type: 'text', nullable: true })
  shift: string | null;

  @Column({ type: 'date' })
  validFrom: string;

  /** First day on which it no longer holds; null while it does. */
  @Column({ type: 'date', nullable: true })
  validTo: string | null;
}
