import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from './organisation.entity.js';

/** The stays that the check-ins of one organisation's workers on one local day amount to; `requested` counts the reasons to work them out again. */
@Entity('stay_derivation')
@Unique(['organisationId', 'day'])
@ForeignKey(() => Organisation, ['organisationId'], ['id'])
export class StayDerivation {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  organisationId: string;

  @Column({ type: 'date' })
  day: string;

  @Column({ type: 'int', default: 1 })
  requested: number;

  /** What was requested when a run last began: what is requested beyond that, the next one takes along. */
  @Column({ type: 'int', default: 0 })
  taken: number;

  /** What was requested when the run began whose stays are there. */
  @Column({ type: 'int', default: 0 })
  done: number;

  /** Stays that check-ins amounted to at the last run; what rosters fill in is not counted. */
  @Column({ type: 'int', default: 0 })
  stays: number;
}
