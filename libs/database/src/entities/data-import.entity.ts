import type { HealthImport, RosterImport } from '@app/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Organisation } from './organisation.entity.js';
import { StoredFile } from './stored-file.entity.js';

/** A file of rows (workers, rosters, stays …), and what became of each of its rows. */
@Entity('data_import')
@ForeignKey(() => Organisation, ['organisationId'], ['id'])
@ForeignKey(() => StoredFile, ['fileId'], ['id'], { onDelete: 'SET NULL' })
@Index(['organisationId'])
export class DataImport {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  kind: 'workers' | 'stays' | 'proximity' | RosterImport | HealthImport;

  @Column({ type: 'uuid' })
  organisationId: string;

  @Column({ type: 'text', nullable: true })
  mode: 'upsert' | 'replace' | null;

  @Column({ type: 'boolean', default: false })
  dryRun: boolean;

  @Column({ type: 'uuid', nullable: true })
  fileId: string | null;

  @Column({ type: 'int', default: 0 })
  read: number;

  @Column({ type: 'int', default: 0 })
  accepted: number;

  @Column({ type: 'int', default: 0 })
  rejected: number;

  @Column({ type: 'int', default: 0 })
  duplicate: number;

  @Column({ type: 'int', default: 0 })
  created: number;

  @Column({ type: 'int', default: 0 })
  updated: number;

  @Column({ type: 'int', default: 0 })
  unchanged: number;

  /** Workers who stood in the organisation and no longer in the file (mode `replace`). */
  @Column({ type: 'int', default: 0 })
  leftCount: number;

  /** The file's own columns, in its order; the list of rejected rows repeats them. */
  @Column({ type: 'text', array: true, default: '{}' })
  columns: string[];

  /** What the file's own columns are, by their headers, where somebody has said so; null: not to be read. */
  @Column({ type: 'jsonb', nullable: true })
  mapping: Record<string, string | null> | null;

  /** The dry run whose file, with its mended rows, this import takes over. */
  @Column({ type: 'uuid', nullable: true })
  sourceId: string | null;

  /** What every record bears that it wrote (`updated_at`), so that a later change can be told. */
  @Column({ type: 'timestamptz', nullable: true })
  publishedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  takenBackAt: Date | null;

  @Column({ type: 'uuid' })
  createdBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
