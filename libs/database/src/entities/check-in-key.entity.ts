import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The first answer to a check-in's id. Apart from the check-ins, because a unique key of a partitioned table must hold the day. */
@Entity('check_in_key')
@Index(['day'])
export class CheckInKey {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'bytea' })
  bodyHash: Buffer;

  /** Null for a check-in that was plainly accepted. */
  @Column({ type: 'jsonb', nullable: true })
  answer: unknown;

  @Column({ type: 'date' })
  day: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
