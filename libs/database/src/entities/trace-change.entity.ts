import type { ChangeReason } from '@app/contracts';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Trace } from './trace.entity.js';

/** A person whom a revision of a trace brought in, took out or put on another level, and why. */
@Entity('trace_change')
@ForeignKey(() => Trace, ['traceId'], ['id'], { onDelete: 'CASCADE' })
export class TraceChange {
  @PrimaryColumn({ type: 'uuid' })
  traceId: string;

  @PrimaryColumn({ type: 'int' })
  revision: number;

  /** From 0: who came in, who moved, who left; each in the order of the list. */
  @PrimaryColumn({ type: 'int' })
  position: number;

  @Column({ type: 'int' })
  personNo: number;

  /** The record that stood for the person. */
  @Column({ type: 'int' })
  workerNo: number;

  @Column({ type: 'text' })
  change: 'entered' | 'left' | 'moved';

  @Column({ type: 'smallint', nullable: true })
  levelBefore: number | null;

  @Column({ type: 'smallint', nullable: true })
  levelAfter: number | null;

  @Column({ type: 'text' })
  reason: ChangeReason;

  /** The source whose own change is the reason. */
  @Column({ type: 'int', nullable: true })
  sourcePersonNo: number | null;
}
