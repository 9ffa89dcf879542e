import { Column, Entity, Generated, Index, PrimaryColumn, Unique } from 'typeorm';

/** Two workers were measured near each other during [startedAt, endedAt); no place. Partitioned by local day. */
@Entity('proximity')
@Unique(['day', 'workerNo', 'otherNo', 'startedAt', 'endedAt'])
@Index(['otherNo'])
export class Proximity {
  @PrimaryColumn({ type: 'date' })
  day: string;

  @PrimaryColumn({ type: 'bigint' })
  @Generated('increment')
  id: string;

  /** The smaller number first: A near B is B near A. */
  @Column({ type: 'int' })
  workerNo: number;

  @Column({ type: 'int' })
  otherNo: number;

  @Column({ type: 'timestamptz' })
  startedAt: Date;

  @Column({ type: 'timestamptz' })
  endedAt: Date;

  @Column({ type: 'uuid', nullable: true })
  importId: string | null;
}
