import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Organisation } from './organisation.entity.js';

/** The hours of a shift code, in minutes from local midnight of the day it begins on; an end past 1,440 is on the next. */
@Entity('shift_pattern')
@ForeignKey(() => Organisation, ['organisationId'], ['id'])
export class ShiftPattern {
  @PrimaryColumn({ type: 'uuid' })
  organisationId: string;

  @PrimaryColumn({ type: 'text' })
  code: string;

  @PrimaryColumn({ type: 'date' })
  validFrom: string;

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
