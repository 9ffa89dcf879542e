import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Place } from './place.entity.js';
import { Worker } from './worker.entity.js';

/** A place on the route of a roamer. The route of a day is all stops of the latest `validFrom` up to it. */
@Entity('route_stop')
@ForeignKey(() => Worker, ['workerNo'], ['no'], { onDelete: 'CASCADE' })
@ForeignKey(() => Place, ['placeNo'], ['no'])
@Index(['placeNo'])
export class RouteStop {
  @PrimaryColumn({ type: 'int' })
  workerNo: number;

  @PrimaryColumn({ type: 'date' })
  validFrom: string;

  @PrimaryColumn({ type: 'int' })
  position: number;

  @Column({ type: 'int' })
  placeNo: number;

  /** Minutes from local midnight of the day of the shift; both null: any time of it. */
  @Column({ type: 'int', nullable: true })
  startMinute: number | null;

  @Column({ type: 'int', nullable: true })
  endMinute: number | null;

  /** The last day of validity; null while it lasts. */
  @Column({ type: 'date', nullable: true })
  validTo: string | null;
}
