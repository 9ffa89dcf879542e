import { type Role } from '@app/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from './organisation.entity.js';
import { Site } from './site.entity.js';
import { Worker } from './worker.entity.js';

/** Somebody, or a machine, that can sign in. */
@Entity('user_account')
@Unique(['username'])
@ForeignKey(() => Organisation, ['organisationId'], ['id'])
@ForeignKey(() => Site, ['siteId'], ['id'])
@ForeignKey(() => Worker, ['workerId'], ['id'])
@Index(['organisationId'])
@Index(['disabledAt'])
export class UserAccount {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  username: string;

  @Column({ type: 'text', nullable: true })
  passwordHash: string | null;

  @Column({ type: 'text' })
  role: Role;

  @Column({ type: 'text' })
  fullName: string;

  /** Sealed. */
  @Column({ type: 'bytea', nullable: true })
  phone: Buffer | null;

  @Column({ type: 'uuid', nullable: true })
  organisationId: string | null;

  @Column({ type: 'uuid', nullable: true })
  siteId: string | null;

  @Column({ type: 'uuid', nullable: true })
  workerId: string | null;

  @Column({ type: 'text', array: true, nullable: true })
  unitCodes: string[] | null;

  /** When it was closed, for good. */
  @Column({ type: 'timestamptz', nullable: true })
  disabledAt: Date | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
