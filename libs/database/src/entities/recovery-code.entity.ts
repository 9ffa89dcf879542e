import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { UserAccount } from './user-account.entity.js';

/** A code that stands in once for a lost authenticator; only its hash is kept, and a used one is gone. */
@Entity('recovery_code')
@ForeignKey(() => UserAccount, ['userId'], ['id'], { onDelete: 'CASCADE' })
export class RecoveryCode {
  @PrimaryColumn({ type: 'uuid' })
  userId: string;

  @PrimaryColumn({ type: 'bytea' })
  codeHash: Buffer;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
