import { Column, Entity, Generated, Index, PrimaryColumn } from 'typeorm';

/** Who did or read what, of how many people. Append-only; never holds personal data. */
@Entity('audit_event')
@Index(['at'])
@Index(['subject'])
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
}
