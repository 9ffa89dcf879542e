import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Trace } from './trace.entity.js';

/** An officer confirmed or dismissed a contact, and why. The newest counts. */
@Entity('trace_review')
@ForeignKey(() => Trace, ['traceId'], ['id'], { onDelete: 'CASCADE' })
@Index(['traceId', 'personNo'])
export class TraceReview {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  traceId: string;

  @Column({ type: 'int' })
  personNo: number;

  @Column({ type: 'text' })
  decision: 'confirm' | 'dismiss';

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'uuid' })
  decidedBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  decidedAt: Date;
}
