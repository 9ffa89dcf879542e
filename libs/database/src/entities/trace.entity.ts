import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A question "whom may these cases have reached?" and how far its answer is. */
@Entity('trace')
export class Trace {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** The preset as used, in full: later changes of the preset do not touch it. */
  @Column({ type: 'jsonb' })
  preset: unknown;

  @Column({ type: 'timestamptz' })
  asOf: Date;

  @Column({ type: 'int' })
  maxLevel: number;

  @Column({ type: 'text', default: 'forward' })
  direction: 'forward' | 'backward';

  @Column({ type: 'int', default: 0 })
  levelsDone: number;

  /** How often a followed trace was recomputed to another list; the first list is 0. */
  @Column({ type: 'int', default: 0 })
  revision: number;

  /** How many contacts were added by hand so far. */
  @Column({ type: 'int', default: 0 })
  additions: number;

  @Column({ type: 'jsonb', default: {} })
  counts: Record<string, number>;

  @Column({ type: 'jsonb', default: {} })
  timings: Record<string, number>;

  /** The window of each index person, merged: what the trace started from. Epoch seconds. */
  @Column({ type: 'jsonb', default: [] })
  windows: { personNo: number; from: number; to: number }[];

  /** What the officer should know: a case without presence, a window that is empty, rows that were left out. */
  @Column({ type: 'jsonb', default: [] })
  warnings: { code: string; caseId?: string; rows?: number; detail: string }[];

  @Column({ type: 'uuid' })
  requestedBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
