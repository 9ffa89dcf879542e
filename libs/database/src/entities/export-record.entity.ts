import { type Scope } from '@app/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Destination } from './destination.entity.js';
import { Trace } from './trace.entity.js';

/** A list that was taken out of the system: what, why, by whom, and its exact digest. */
@Entity('export')
@ForeignKey(() => Trace, ['traceId'], ['id'])
@ForeignKey(() => Destination, ['destinationId'], ['id'])
@Index(['createdBy'])
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

  @Column({ type: 'uuid' })
  createdBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
