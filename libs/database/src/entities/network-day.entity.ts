import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Network } from './network.entity.js';

/** The contacts among the persons of a site on one local day, in figures; the pairs are not stored. */
@Entity('network_day')
@ForeignKey(() => Network, ['networkId'], ['id'], { onDelete: 'CASCADE' })
export class NetworkDay {
  @PrimaryColumn({ type: 'uuid' })
  networkId: string;

  @PrimaryColumn({ type: 'date' })
  day: string;

  @Column({ type: 'int' })
  persons: number;

  @Column({ type: 'bigint' })
  pairs: string;

  /** Connected parts of two or more persons. */
  @Column({ type: 'int' })
  parts: number;

  /** Persons in the largest of them; 0 where there is none. */
  @Column({ type: 'int' })
  largestPart: number;

  /** Persons in contact with nobody. */
  @Column({ type: 'int' })
  alone: number;
}
