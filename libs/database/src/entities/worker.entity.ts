import { Column, Entity, ForeignKey, Generated, Index, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from './organisation.entity.js';
import { Person } from './person.entity.js';
import { Site } from './site.entity.js';

/** One person's record in one organisation. */
@Entity('worker')
@Unique(['no'])
@Unique(['organisationId', 'code'])
@ForeignKey(() => Person, ['personNo'], ['no'])
@ForeignKey(() => Organisation, ['organisationId'], ['id'])
@ForeignKey(() => Site, ['siteId'], ['id'])
@Index(['personNo'])
@Index(['code'])
@Index(['phoneIndex'])
@Index('ix_worker_search_name', { synchronize: false })
@Index('ix_worker_search_name_id', { synchronize: false })
export class Worker {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** Dense internal number: what stays refer to. */
  @Column({ type: 'int' })
  @Generated('increment')
  no: number;

  @Column({ type: 'int' })
  personNo: number;

  @Column({ type: 'uuid' })
  organisationId: string;

  @Column({ type: 'uuid', nullable: true })
  siteId: string | null;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  fullName: string;

  /** The name without accents and in lower case: what searching reads. */
  @Column({ type: 'text' })
  searchName: string;

  @Column({ type: 'text', default: 'employee' })
  kind: 'employee' | 'contractor' | 'visitor' | 'driver';

  @Column({ type: 'date', nullable: true })
  birthDate: string | null;

  @Column({ type: 'text', nullable: true })
  sex: 'male' | 'female' | null;

  /** Sealed, like phone and address. */
  @Column({ type: 'bytea', nullable: true })
  identityNumber: Buffer | null;

  @Column({ type: 'bytea', nullable: true })
  phone: Buffer | null;

  /** Keyed hash of the last four digits of the phone: whom a search looks at, to compare what it opens. */
  @Column({ type: 'bytea', nullable: true })
  phoneIndex: Buffer | null;

  @Column({ type: 'bytea', nullable: true })
  address: Buffer | null;

  @Column({ type: 'text', default: 'active' })
  status: 'active' | 'left';

  @Column({ type: 'date', nullable: true })
  startDate: string | null;

  @Column({ type: 'date', nullable: true })
  endDate: string | null;

  /** Badges of earlier versions are worthless. */
  @Column({ type: 'int', default: 1 })
  badgeVersion: number;

  /** The phone that may show rotating codes has the secret of this version; 0: none has one. */
  @Column({ type: 'int', default: 0 })
  phoneVersion: number;

  /** Since when nothing in this record names anybody; its numbers stay, for others' lists refer to them. */
  @Column({ type: 'timestamptz', nullable: true })
  erasedAt: Date | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date;
}
