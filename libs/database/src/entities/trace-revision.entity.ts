import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Trace } from './trace.entity.js';

/** One list of a followed trace; 0 is the one that it had when following began. */
@Entity('trace_revision')
@ForeignKey(() => Trace, ['traceId'], ['id'], { onDelete: 'CASCADE' })
export class TraceRevision {
  @PrimaryColumn({ type: 'uuid' })
  traceId: string;

  @PrimaryColumn({ type: 'int' })
  revision: number;

  @Column({ type: 'timestamptz' })
  asOf: Date;

  @Column({ type: 'jsonb' })
  counts: Record<string, number>;

  /** People who came in with it. */
  @Column({ type: 'int', default: 0 })
  entered: number;

  /** People whom the list before still held. */
  @Column({ type: 'int', default: 0 })
  leftCount: number;

  /** People whose level is another one than before. */
  @Column({ type: 'int', default: 0 })
  moved: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
