import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file that was uploaded or made: its bytes are in chunks, so that every process can reach it. */
@Entity('stored_file')
export class StoredFile {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  mediaType: string;

  @Column({ type: 'bigint' })
  bytes: string;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  /** Since when its bytes are deleted, after their time. */
  @Column({ type: 'timestamptz', nullable: true })
  emptiedAt: Date | null;
}
