import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Trace } from './trace.entity.js';

/** Why a person is in a list: one of the 20 strongest sources, with the stretches of time together. */
@Entity('trace_edge')
@ForeignKey(() => Trace, ['traceId'], ['id'], { onDelete: 'CASCADE' })
export class TraceEdge {
  @PrimaryColumn({ type: 'uuid' })
  traceId: string;

  @PrimaryColumn({ type: 'int' })
  targetPersonNo: number;

  /** 0 is the strongest. */
  @PrimaryColumn({ type: 'smallint' })
  rank: number;

  @Column({ type: 'int' })
  sourcePersonNo: number;

  @Column({ type: 'int' })
  nearSeconds: number;

  @Column({ type: 'int' })
  roomSeconds: number;

  @Column({ type: 'timestamptz' })
  firstAt: Date;

  @Column({ type: 'timestamptz' })
  lastAt: Date;

  @Column({ type: 'jsonb' })
  encounters: unknown;
}
