import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * t(h) of contact-rules, section 6, where a hop set or lowered it: what explaining a contact on demand needs.
 * The index cases' own times are the trace's windows.
 */
@Entity('trace_time')
export class TraceTime {
  @PrimaryColumn({ type: 'uuid' })
  traceId: string;

  @PrimaryColumn({ type: 'smallint' })
  hop: number;

  @PrimaryColumn({ type: 'int' })
  personNo: number;

  @Column({ type: 'timestamptz' })
  reachedAt: Date;
}
