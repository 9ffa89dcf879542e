import { Column, Entity, Generated, Index, PrimaryColumn } from 'typeorm';

/** Who did or read what, why, and of whom. Only added to (a trigger refuses the rest); never holds personal data. */
@Entity('audit_event')
@Index(['at'])
@Index(['subject'])
@Index('ix_audit_event_subjects', { synchronize: false })
export class AuditEvent {
  @PrimaryColumn({ type: 'bigint' })
  @Generated('increment')
  id: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at: Date;

  @Column({ type: 'uuid', nullable: true })
  actorId: string | null;

  @Column({ type: 'text', nullable: true })
  role: string | null;

  @Column({ type: 'text' })
  action: string;

  @Column({ type: 'text', nullable: true })
  subject: string | null;

  @Column({ type: 'int', default: 0 })
  count: number;

  @Column({ type: 'jsonb', default: {} })
  details: unknown;

  /** In a word, why; null in events of older versions. */
  @Column({ type: 'text', nullable: true })
  purpose: string | null;

  @Column({ type: 'uuid', array: true, nullable: true })
  caseIds: string[] | null;

  /** Numbers of the workers concerned, ascending; may be hundreds of thousands, so lists of events do without. */
  @Column({ type: 'int', array: true, nullable: true, select: false })
  subjects: number[] | null;

  /** SHA-256 of those numbers, four bytes each. */
  @Column({ type: 'bytea', nullable: true })
  subjectsDigest: Buffer | null;
}
