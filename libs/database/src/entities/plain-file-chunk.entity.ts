import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { StoredFile } from './stored-file.entity.js';

/** A piece of a file of before files were sealed; empty but after the change from an older schema. */
@Entity('plain_file_chunk')
@ForeignKey(() => StoredFile, ['fileId'], ['id'], { onDelete: 'CASCADE' })
export class PlainFileChunk {
  @PrimaryColumn({ type: 'uuid' })
  fileId: string;

  @PrimaryColumn({ type: 'int' })
  seq: number;

  @Column({ type: 'bytea' })
  data: Buffer;
}
