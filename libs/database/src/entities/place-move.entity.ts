import { Column, Entity, ForeignKey, Generated, Index, PrimaryColumn } from 'typeorm';
import { Place } from './place.entity.js';

/** A place was hung under another one: which, and from when. Who was where before that day stays answerable. */
@Entity('place_move')
@ForeignKey(() => Place, ['placeId'], ['id'])
@Index(['placeId'])
export class PlaceMove {
  @PrimaryColumn({ type: 'bigint' })
  @Generated('increment')
  id: string;

  @Column({ type: 'uuid' })
  placeId: string;

  @Column({ type: 'uuid', nullable: true })
  fromParentId: string | null;

  @Column({ type: 'uuid', nullable: true })
  toParentId: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  movedAt: Date;

  @Column({ type: 'uuid' })
  movedBy: string;
}
