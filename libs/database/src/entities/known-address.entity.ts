import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { UserAccount } from './user-account.entity.js';

/** A network address from which an account has signed in: strangers' guesses elsewhere do not slow it down. */
@Entity('known_address')
@ForeignKey(() => UserAccount, ['userId'], ['id'], { onDelete: 'CASCADE' })
export class KnownAddress {
  @PrimaryColumn({ type: 'uuid' })
  userId: string;

  /** Keyed digest. */
  @PrimaryColumn({ type: 'bytea' })
  address: Buffer;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  seenAt: Date;
}
