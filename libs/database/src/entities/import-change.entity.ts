import { Column, Entity, ForeignKey, Generated, Index, PrimaryColumn } from 'typeorm';
import { DataImport } from './data-import.entity.js';

/** What an import of workers did to one of them, or would do (a dry run): to be shown, and to be undone. */
@Entity('import_change')
@ForeignKey(() => DataImport, ['importId'], ['id'], { onDelete: 'CASCADE' })
@Index(['importId', 'state', 'id'])
@Index(['workerNo'])
export class ImportChange {
  @PrimaryColumn({ type: 'bigint' })
  @Generated('increment')
  id: string;

  @Column({ type: 'uuid' })
  importId: string;

  @Column({ type: 'text' })
  state: 'created' | 'updated' | 'left';

  /** Of the file; null for who is not in it. */
  @Column({ type: 'int', nullable: true })
  row: number | null;

  /** Null for who a dry run would create: there is no worker. */
  @Column({ type: 'int', nullable: true })
  workerNo: number | null;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  fullName: string;

  /** Columns that become different. */
  @Column({ type: 'text', array: true, default: '{}' })
  fields: string[];

  /** The record and its assignments as they were, sealed values as sealed; null where there was none. */
  @Column({ type: 'jsonb', nullable: true })
  before: object | null;
}
