import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Wrong sign-ins of late, by account, by address or by both; shared by all processes. Rows fade and are removed. */
@Entity('sign_in_limit')
@Index(['lastAt'])
export class SignInLimit {
  /** Keyed digest of what is counted: no user name and no address can be read here. */
  @PrimaryColumn({ type: 'bytea' })
  key: Buffer;

  @Column({ type: 'integer', default: 0 })
  wrong: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  lastAt: Date;

  /** When the next attempt of this account from this address is looked at. */
  @Column({ type: 'timestamptz', nullable: true })
  notBefore: Date | null;
}
