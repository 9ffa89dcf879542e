import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How many people's data an account read on a local day; somebody who was read twice counts twice. */
@Entity('people_read')
@Index(['day'])
export class PeopleRead {
  @PrimaryColumn({ type: 'uuid' })
  accountId: string;

  @PrimaryColumn({ type: 'date' })
  day: string;

  @Column({ type: 'int' })
  people: number;
}
