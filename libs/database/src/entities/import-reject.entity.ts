import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { DataImport } from './data-import.entity.js';

/** A row that was not taken over, with the column and the reason. */
@Entity('import_reject')
@ForeignKey(() => DataImport, ['importId'], ['id'], { onDelete: 'CASCADE' })
export class ImportReject {
  @PrimaryColumn({ type: 'uuid' })
  importId: string;

  @PrimaryColumn({ type: 'int' })
  row: number;

  @Column({ type: 'text', nullable: true })
  columnName: string | null;

  @Column({ type: 'text' })
  reason: string;

  /** The file's own cells as JSON, sealed; null only until a start has sealed those of an older schema. */
  @Column({ type: 'bytea', nullable: true })
  cells: Buffer | null;

  /** The cells as somebody has mended them, sealed; they stand in place of the file's own when it is taken over. */
  @Column({ type: 'bytea', nullable: true })
  mended: Buffer | null;
}
