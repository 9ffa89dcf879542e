import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { UserAccount } from './user-account.entity.js';

/** The authenticator of an account. A code that was used is remembered by its half minute, so that it opens one session. */
@Entity('second_factor')
@ForeignKey(() => UserAccount, ['userId'], ['id'], { onDelete: 'CASCADE' })
export class SecondFactor {
  @PrimaryColumn({ type: 'uuid' })
  userId: string;

  /** The shared secret, encrypted with the key file's field key. */
  @Column({ type: 'bytea' })
  secret: Buffer;

  /** When the first code was right; until then the secret may be given anew. */
  @Column({ type: 'timestamptz', nullable: true })
  confirmedAt: Date | null;

  /** The half minute (since 1970) of the last code that was used. */
  @Column({ type: 'integer', nullable: true })
  lastStep: number | null;

  /** Keyed digest of the network address it came from. */
  @Column({ type: 'bytea', nullable: true })
  lastAddress: Buffer | null;

  /** The session that it opened. */
  @Column({ type: 'uuid', nullable: true })
  lastFamily: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
