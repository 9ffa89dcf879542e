import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody was seen at a place. Partitioned by the local day of `at`. */
@Entity('check_in')
@Index(['organisationId', 'at'])
@Index(['workerNo', 'at'])
@Index(['placeNo', 'at'])
@Index('ix_check_in_flagged', { synchronize: false })
@Index('ix_check_in_received_at', { synchronize: false })
export class CheckIn {
  @PrimaryColumn({ type: 'date' })
  day: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'int' })
  workerNo: number;

  @Column({ type: 'int' })
  placeNo: number;

  @Column({ type: 'uuid' })
  organisationId: string;

  @Column({ type: 'text' })
  direction: 'in' | 'out';

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  receivedAt: Date;

  @Column({ type: 'text', nullable: true })
  deviceId: string | null;

  @Column({ type: 'text' })
  result: 'accepted' | 'flagged' | 'refused';

  @Column({ type: 'text' })
  decision: 'allow' | 'warn' | 'stop';

  @Column({ type: 'text', array: true, default: '{}' })
  reasons: string[];

  /** How well it is proved that the worker was there: a code of that minute, a printed one, or none. */
  @Column({ type: 'text', default: 'typed' })
  trust: 'rotating' | 'poster' | 'badge' | 'typed';

  @Column({ type: 'uuid' })
  recordedBy: string;

  /** What the rules had decided, where somebody at the gate decided otherwise. */
  @Column({ type: 'text', nullable: true })
  overriddenDecision: 'warn' | 'stop' | null;

  @Column({ type: 'timestamptz', nullable: true })
  overriddenAt: Date | null;

  @Column({ type: 'uuid', nullable: true })
  overriddenBy: string | null;

  @Column({ type: 'text', nullable: true })
  overrideNote: string | null;
  /** Taken by a device without a network. */
  @Column({ type: 'boolean', default: false })
  offline: boolean;

  /** By how much the device's clock was ahead, in whole seconds; null where nobody said. */
  @Column({ type: 'int', nullable: true })
  skewSeconds: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  voidedAt: Date | null;

  @Column({ type: 'uuid', nullable: true })
  voidedBy: string | null;

  @Column({ type: 'text', nullable: true })
  voidReason: string | null;

  /** Implausible, by a rule that leaves such out of stays until somebody has cleared them. */
  @Column({ type: 'boolean', default: false })
  held: boolean;

  /** When, by whom and why what is implausible about it was found to be so; from then on no rule looks at it. */
  @Column({ type: 'timestamptz', nullable: true })
  clearedAt: Date | null;

  @Column({ type: 'uuid', nullable: true })
  clearedBy: string | null;

  @Column({ type: 'text', nullable: true })
  clearNote: string | null;
}
