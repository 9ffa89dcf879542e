import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Trace } from './trace.entity.js';

/**
 * What the list of a trace has taken into account: a snapshot as PostgreSQL writes it. It means nothing in another
 * database, so it is no part of a backup; a trace without it is worked out anew when it is followed.
 */
@Entity('trace_seen')
@ForeignKey(() => Trace, ['traceId'], ['id'], { onDelete: 'CASCADE' })
export class TraceSeen {
  @PrimaryColumn({ type: 'uuid' })
  traceId: string;

  @Column({ type: 'text' })
  snapshot: string;

  /** When it was taken: the journal does not reach back for ever. */
  @Column({ type: 'timestamptz', default: () => 'now()' })
  at: Date;
}
