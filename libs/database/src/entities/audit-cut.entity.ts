import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where the chain begins since its oldest seals, with their events, were deleted after their time. */
@Entity('audit_cut')
export class AuditCut {
  /** The last seal that was deleted. */
  @PrimaryColumn({ type: 'int' })
  no: number;

  /** Its hash. */
  @Column({ type: 'bytea' })
  hash: Buffer;

  /** Of the newest event that was deleted. */
  @Column({ type: 'timestamptz' })
  newestAt: Date;

  @Column({ type: 'timestamptz' })
  cutAt: Date;

  /** HMAC-SHA-256 over all of the above. */
  @Column({ type: 'bytea' })
  mac: Buffer;
}
