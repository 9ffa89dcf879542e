import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ExportRecord } from './export-record.entity.js';
import { StoredFile } from './stored-file.entity.js';

/** One file of an export. */
@Entity('export_part')
@ForeignKey(() => ExportRecord, ['exportId'], ['id'], { onDelete: 'CASCADE' })
@ForeignKey(() => StoredFile, ['fileId'], ['id'])
export class ExportPart {
  @PrimaryColumn({ type: 'uuid' })
  exportId: string;

  @PrimaryColumn({ type: 'int' })
  part: number;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'uuid' })
  fileId: string;

  @Column({ type: 'int' })
  rows: number;

  @Column({ type: 'text' })
  sha256: string;
}
