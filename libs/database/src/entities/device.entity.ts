import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from './organisation.entity.js';
import { Place } from './place.entity.js';
import { Site } from './site.entity.js';

/** A phone or terminal that checks people in at one site. Of its enrolment code and its token only hashes are kept. */
@Entity('device')
@Unique(['codeHash'])
@Unique(['tokenHash'])
@ForeignKey(() => Organisation, ['organisationId'], ['id'])
@ForeignKey(() => Site, ['siteId'], ['id'])
@ForeignKey(() => Place, ['placeId'], ['id'])
@Index(['organisationId'])
export class Device {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  organisationId: string;

  @Column({ type: 'uuid' })
  siteId: string;

  @Column({ type: 'uuid', nullable: true })
  placeId: string | null;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'bytea', nullable: true })
  codeHash: Buffer | null;

  @Column({ type: 'timestamptz' })
  codeExpiresAt: Date;

  @Column({ type: 'bytea', nullable: true })
  tokenHash: Buffer | null;

  @Column({ type: 'timestamptz', nullable: true })
  enrolledAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  lastSeenAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
