import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Place } from './place.entity.js';
import { Worker } from './worker.entity.js';

/** A line of a roster: what a worker does on one day, whatever the assignments say. */
@Entity('roster_day')
@ForeignKey(() => Worker, ['workerNo'], ['no'], { onDelete: 'CASCADE' })
@ForeignKey(() => Place, ['placeNo'], ['no'])
@Index(['placeNo'])
export class RosterDay {
  @PrimaryColumn({ type: 'int' })
  workerNo: number;

  @PrimaryColumn({ type: 'date' })
  day: string;

  /** Null: a day off. */
  @Column({ type: 'text', nullable: true })
  shift: string | null;

  /** Null: where the assignment says. */
  @Column({ type: 'int', nullable: true })
  placeNo: number | null;
}
