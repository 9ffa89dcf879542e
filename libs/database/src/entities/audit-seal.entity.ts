import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A link of the chain over the audit log: some events, and the seal before (docs/decisions/0027-audit-chain.md). */
@Entity('audit_seal')
export class AuditSeal {
  /** From 1, without gaps. */
  @PrimaryColumn({ type: 'int' })
  no: number;

  /** Hash of the seal before; 32 zero bytes in the first. */
  @Column({ type: 'bytea' })
  previous: Buffer;

  @Column({ type: 'bigint', array: true })
  eventIds: string[];

  /** SHA-256 of each event, in the order of `eventIds`. */
  @Column({ type: 'bytea' })
  leaves: Buffer;

  @Column({ type: 'timestamptz' })
  sealedAt: Date;

  /** HMAC-SHA-256 over all of the above, by a key that is not in the database. */
  @Column({ type: 'bytea' })
  hash: Buffer;
}
