import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Place } from './place.entity.js';
import { Worker } from './worker.entity.js';

/** The opaque random token inside a QR code of a place or a badge; it says nothing by itself. */
@Entity('code_token')
@ForeignKey(() => Place, ['placeNo'], ['no'])
@ForeignKey(() => Worker, ['workerNo'], ['no'], { onDelete: 'CASCADE' })
@Index(['placeNo'])
@Index(['workerNo'])
export class CodeToken {
  @PrimaryColumn({ type: 'text' })
  token: string;

  @Column({ type: 'text' })
  kind: 'place' | 'badge';

  @Column({ type: 'int', nullable: true })
  placeNo: number | null;

  @Column({ type: 'int', nullable: true })
  workerNo: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null;
}
