import type { TraceWarning } from '@app/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A question "whom may these cases have reached?" and how far its answer is. */
@Entity('trace')
@Index(['requestKey'])
@Index(['followed'], { where: 'followed' })
@Index(['reviseId'])
export class Trace {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** The preset as used, in full: later changes of the preset do not touch it. */
  @Column({ type: 'jsonb' })
  preset: unknown;

  @Column({ type: 'timestamptz' })
  asOf: Date;

  /** Whether `asOf` was asked for: then revisions keep it. Otherwise it is the time of the latest. */
  @Column({ type: 'boolean', default: true })
  asOfGiven: boolean;

  @Column({ type: 'int' })
  maxLevel: number;

  @Column({ type: 'text', default: 'forward' })
  direction: 'forward' | 'backward';

  @Column({ type: 'int', default: 0 })
  levelsDone: number;

  /** Whether it is worked out anew when what it rests on changes. */
  @Column({ type: 'boolean', default: false })
  followed: boolean;

  /** Id of the work that does so. */
  @Column({ type: 'uuid', default: () => 'uuid_v7()' })
  reviseId: string;

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

  /** What the officer should know: a case without presence, a window that is empty, a level that takes in too many. */
  @Column({ type: 'jsonb', default: [] })
  warnings: TraceWarning[];

  /** Digest of what was asked: the same question while this one runs is answered with it. */
  @Column({ type: 'text', nullable: true })
  requestKey: string | null;

  @Column({ type: 'uuid' })
  requestedBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
