import { Column, Entity, Generated, Index, PrimaryColumn } from 'typeorm';

/**
 * Something that tracers keep in memory has changed: one row a statement, kind and day, written by triggers. A reader
 * takes those whose transaction its last snapshot did not see; old rows are pruned.
 */
@Entity('presence_change')
export class PresenceChange {
  @PrimaryColumn({ type: 'bigint' })
  @Generated('increment')
  id: string;

  @Column({ type: 'text' })
  kind: 'stay' | 'proximity' | 'worker' | 'place';

  /** Of presence: its local day. */
  @Column({ type: 'date', nullable: true })
  day: string | null;

  /** Of presence: whose; null when it is about very many. */
  @Column({ type: 'int', array: true, nullable: true })
  workerNos: number[] | null;

  /** The transaction that changed it. */
  @Column({ type: 'bigint' })
  @Index()
  xid: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at: Date;
}
