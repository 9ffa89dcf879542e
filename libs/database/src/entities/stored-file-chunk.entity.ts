import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { StoredFile } from './stored-file.entity.js';

/** A piece of a stored file, sealed. */
@Entity('stored_file_chunk')
@ForeignKey(() => StoredFile, ['fileId'], ['id'], { onDelete: 'CASCADE' })
export class StoredFileChunk {
  @PrimaryColumn({ type: 'uuid' })
  fileId: string;

  @PrimaryColumn({ type: 'int' })
  seq: number;

  @Column({ type: 'bytea' })
  data: Buffer;
}
