import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Trace } from './trace.entity.js';

/** A place that several cases of a backward trace have in common. Gone places and cases keep their ids here. */
@Entity('trace_place')
@ForeignKey(() => Trace, ['traceId'], ['id'], { onDelete: 'CASCADE' })
export class TracePlace {
  @PrimaryColumn({ type: 'uuid' })
  traceId: string;

  /** Position in the list, from 0: most cases first, then most time together. */
  @PrimaryColumn({ type: 'int' })
  position: number;

  /** The place, or the site that stands for one. */
  @Column({ type: 'uuid' })
  placeId: string;

  @Column({ type: 'uuid', array: true })
  caseIds: string[];

  /** Summed over the pairs of cases. */
  @Column({ type: 'bigint' })
  overlapSeconds: string;

  /** The least time between the stays of two cases; 0 where any two were there together. */
  @Column({ type: 'int' })
  gapSeconds: number;

  @Column({ type: 'timestamptz' })
  firstAt: Date;

  @Column({ type: 'timestamptz' })
  lastAt: Date;
}
