import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Organisation } from './organisation.entity.js';
import { Place } from './place.entity.js';

/** A ride of a bus with an organisation's workers, in minutes from local midnight of the day of their shift. */
@Entity('bus_trip')
@ForeignKey(() => Organisation, ['organisationId'], ['id'])
@ForeignKey(() => Place, ['placeNo'], ['no'])
@Index(['placeNo'])
export class BusTrip {
  @PrimaryColumn({ type: 'uuid' })
  organisationId: string;

  @PrimaryColumn({ type: 'text' })
  code: string;

  @PrimaryColumn({ type: 'date' })
  validFrom: string;

  @Column({ type: 'int' })
  placeNo: number;

  /** Outbound is to work. */
  @Column({ type: 'text' })
  direction: 'outbound' | 'return';

  /** Null: whatever shift they have. */
  @Column({ type: 'text', nullable: true })
  shift: string | null;

  /** Names of its stops, in order. */
  @Column({ type: 'text', array: true, default: '{}' })
  stops: string[];

  @Column({ type: 'int' })
  startMinute: number;

  @Column({ type: 'int' })
  endMinute: number;

  /** Null: `days` are days of the week, 1 is Monday. Else the length of a cycle whose day 1 is `validFrom`. */
  @Column({ type: 'smallint', nullable: true })
  cycle: number | null;

  @Column({ type: 'smallint', array: true })
  days: number[];

  /** The last day of validity; null while it lasts. */
  @Column({ type: 'date', nullable: true })
  validTo: string | null;
}
