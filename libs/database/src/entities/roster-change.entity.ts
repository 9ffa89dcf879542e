import { Column, Entity, Generated, PrimaryColumn } from 'typeorm';

/** Days of an organisation whose rosters have changed, written by triggers and taken out by who has stays worked out again. */
@Entity('roster_change')
export class RosterChange {
  @PrimaryColumn({ type: 'bigint' })
  @Generated('increment')
  id: string;

  @Column({ type: 'uuid' })
  organisationId: string;

  @Column({ type: 'date' })
  firstDay: string;

  /** Null: every day after. */
  @Column({ type: 'date', nullable: true })
  lastDay: string | null;
}
