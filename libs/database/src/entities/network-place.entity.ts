import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Network } from './network.entity.js';

/** What one place was in the network of one day. */
@Entity('network_place')
@ForeignKey(() => Network, ['networkId'], ['id'], { onDelete: 'CASCADE' })
@Index(['networkId', 'contacts'])
export class NetworkPlace {
  @PrimaryColumn({ type: 'uuid' })
  networkId: string;

  @PrimaryColumn({ type: 'date' })
  day: string;

  /** A place, or a site where the preset gives sites a class. */
  @PrimaryColumn({ type: 'uuid' })
  placeId: string;

  @Column({ type: 'int' })
  persons: number;

  /** Pairs who were in contact here alone. */
  @Column({ type: 'bigint' })
  contacts: string;

  /** Groups of two or more persons that it alone connected. */
  @Column({ type: 'int' })
  joins: number;

  @Column({ type: 'int' })
  joinedPersons: number;
}
