import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A person whom a trace reached, or whom an officer added by hand. Goes with its trace by a trigger (decision 0014). */
@Entity('trace_contact')
@Index(['traceId', 'position'])
@Index(['personNo'])
export class TraceContact {
  @PrimaryColumn({ type: 'uuid' })
  traceId: string;

  @PrimaryColumn({ type: 'int' })
  personNo: number;

  /** The record that stands for the person in lists. */
  @Column({ type: 'int' })
  workerNo: number;

  @Column({ type: 'smallint' })
  level: number;

  /** Position in the list, from 0: level, then dose falling, then code; of a backward trace see `traceBackward`. */
  @Column({ type: 'int' })
  position: number;

  @Column({ type: 'timestamptz', nullable: true })
  exposedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  earliestAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  lastExposureAt: Date | null;

  @Column({ type: 'bigint', default: 0 })
  nearSeconds: string;

  @Column({ type: 'bigint', default: 0 })
  roomSeconds: string;

  @Column({ type: 'double precision', default: 0 })
  dose: number;

  @Column({ type: 'double precision', default: 0 })
  score: number;

  @Column({ type: 'boolean', default: false })
  isCase: boolean;

  @Column({ type: 'int', default: 0 })
  sources: number;

  /** Of a backward trace: whether the time with any one of the cases meets the preset. Null in a forward one. */
  @Column({ type: 'boolean', nullable: true })
  qualifies: boolean | null;

  /** The reason of an officer who added the person; it stays when the engine finds the person later. */
  @Column({ type: 'text', nullable: true })
  addedBecause: string | null;

  @Column({ type: 'uuid', nullable: true })
  addedBy: string | null;

  /** The level that officer chose: where the person stands while the engine does not find it. */
  @Column({ type: 'smallint', nullable: true })
  addedLevel: number | null;

  /**
   * Which of the trace's additions by hand it is, from 1; null when nobody added the person. Counted under the lock
   * of the trace, not timed: a transaction's time does not tell which lists have already seen its row.
   */
  @Column({ type: 'int', nullable: true })
  addition: number | null;

  /** The revision of the trace that the person came in with. */
  @Column({ type: 'int', default: 0 })
  sinceRevision: number;
}
