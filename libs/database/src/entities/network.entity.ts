import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Site } from './site.entity.js';

/** A question "how do the contacts at this site hang together?" over some local days. */
@Entity('network')
@ForeignKey(() => Site, ['siteId'], ['id'])
export class Network {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  siteId: string;

  @Column({ type: 'date' })
  fromDay: string;

  /** The last day, included. */
  @Column({ type: 'date' })
  toDay: string;

  /** The preset as used, in full: later changes of the preset do not touch it. */
  @Column({ type: 'jsonb' })
  preset: unknown;

  @Column({ type: 'uuid' })
  requestedBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
