import { Entity, PrimaryColumn } from 'typeorm';

/** An audit event that is not sealed yet. Written with the event, taken out with its seal. */
@Entity('audit_pending')
export class AuditPending {
  @PrimaryColumn({ type: 'bigint' })
  eventId: string;
}
