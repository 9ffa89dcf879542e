import { type Problem, type WorkStatus } from '@app/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A piece of queued work: its row is the truth, the queue only rings the bell. Its id is that of the import, trace, export … it belongs to. */
@Entity('work')
@Index(['status', 'runAfter'])
export class Work {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  job: string;

  @Column({ type: 'text', default: 'queued' })
  status: WorkStatus;

  @Column({ type: 'real', default: 0 })
  progress: number;

  /** Counts every claim and never goes back: it fences off a process that lost its lease. */
  @Column({ type: 'int', default: 0 })
  attempt: number;

  /** Errors since it was last queued afresh. */
  @Column({ type: 'int', default: 0 })
  failures: number;

  /** Leases that ran out (a process was killed) since it was last queued afresh. */
  @Column({ type: 'int', default: 0 })
  takeovers: number;

  @Column({ type: 'timestamptz', nullable: true })
  leaseUntil: Date | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  runAfter: Date;

  @Column({ type: 'jsonb', nullable: true })
  error: Problem | null;

  /** Counts every change, so that a stream of events can be resumed. */
  @Column({ type: 'int', default: 0 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  startedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  finishedAt: Date | null;
}
