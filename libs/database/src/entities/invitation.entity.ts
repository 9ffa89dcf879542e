import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { UserAccount } from './user-account.entity.js';

/** A one-time right to set the password of an account; only its hash is kept. */
@Entity('invitation')
@Unique(['tokenHash'])
@ForeignKey(() => UserAccount, ['userId'], ['id'], { onDelete: 'CASCADE' })
export class Invitation {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  userId: string;

  @Column({ type: 'bytea' })
  tokenHash: Buffer;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt: Date | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
