import { Column, Entity, Generated, Index, PrimaryColumn } from 'typeorm';

/**
 * Something that traces rest on has changed: one row a statement, kind and day, written by triggers, told on the channel
 * PRESENCE_CHANNEL. A reader takes those whose transaction its last snapshot did not see; old rows are pruned.
 */
@Entity('presence_change')
export class PresenceChange {
  @PrimaryColumn({ type: 'bigint' })
  @Generated('increment')
  id: string;

  /** `worker` and `place`: any of them, new ones too; `person`: a record is another's; `tree`: a place hangs elsewhere. */
  @Column({ type: 'text' })
  kind: 'stay' | 'proximity' | 'worker' | 'place' | 'person' | 'tree' | 'isolation' | 'case';

  /** Of presence: its local day. */
  @Column({ type: 'date', nullable: true })
  day: string | null;

  /** Of presence and isolations: whose; null when it is about very many. */
  @Column({ type: 'int', array: true, nullable: true })
  workerNos: number[] | null;

  /** Of records that became another person's: the persons before and after. */
  @Column({ type: 'int', array: true, nullable: true })
  personNos: number[] | null;

  /** The transaction that changed it. */
  @Column({ type: 'bigint' })
  @Index()
  xid: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at: Date;
}
