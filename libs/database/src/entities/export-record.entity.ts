import type { Role, Scope } from '@app/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Destination } from './destination.entity.js';
import { Trace } from './trace.entity.js';

/** A list that was taken out of the system: what, why, by whom, and its exact digest. */
@Entity('export')
@ForeignKey(() => Trace, ['traceId'], ['id'])
@ForeignKey(() => Destination, ['destinationId'], ['id'])
@Index(['createdBy'])
@Index(['traceId'])
export class ExportRecord {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  kind: 'trace' | 'workers' | 'cases' | 'check-ins';

  @Column({ type: 'text' })
  format: 'csv' | 'xlsx' | 'json';

  @Column({ type: 'uuid', nullable: true })
  traceId: string | null;

  @Column({ type: 'uuid', nullable: true })
  destinationId: string | null;

  @Column({ type: 'jsonb', default: {} })
  filter: unknown;

  @Column({ type: 'text' })
  purpose: string;

  /** Of whoever asked, when they asked: with the scope, it bounds what the list shows. */
  @Column({ type: 'text' })
  role: Role;

  @Column({ type: 'jsonb' })
  scope: Scope;

  @Column({ type: 'text', array: true, default: '{}' })
  columns: string[];

  @Column({ type: 'int', default: 0 })
  rows: number;

  /** Rows that were not written because their destination may not have them (exercise or real). */
  @Column({ type: 'int', default: 0 })
  leftOut: number;

  /** Of the one part, or of all parts one after the other; null until the export is whole. */
  @Column({ type: 'text', nullable: true })
  sha256: string | null;

  /** From here to `addedRows`: of a trace's list, the trace as its snapshot showed it. Whether the trace was done. */
  @Column({ type: 'boolean', nullable: true })
  complete: boolean | null;

  @Column({ type: 'int', nullable: true })
  levelsDone: number | null;

  @Column({ type: 'int', nullable: true })
  revision: number | null;

  @Column({ type: 'int', nullable: true })
  additions: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  asOf: Date | null;

  /** The earlier export that `added` compares with; null when there was none. */
  @Column({ type: 'uuid', nullable: true })
  since: string | null;

  /** Rows that the export `since` did not hold; null without one. */
  @Column({ type: 'int', nullable: true })
  addedRows: number | null;

  /** How many people the list was of when it was asked for: many of them want a second person's approval. */
  @Column({ type: 'int', default: 0 })
  people: number;

  /** How many one person may take alone, as it was then. */
  @Column({ type: 'int', default: 1000 })
  mostPeople: number;

  @Column({ type: 'text', nullable: true })
  decision: 'approved' | 'refused' | null;

  @Column({ type: 'uuid', nullable: true })
  decidedBy: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  decidedAt: Date | null;

  @Column({ type: 'uuid' })
  createdBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
