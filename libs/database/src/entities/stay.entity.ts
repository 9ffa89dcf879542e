import { EVIDENCE, type Evidence } from '@app/contracts';
import { Column, Entity, Generated, Index, PrimaryColumn, Unique } from 'typeorm';

/** A worker was at a place during [startedAt, endedAt). Cut at local midnight: partitioned by day, one row a day. */
@Entity('stay')
@Unique(['day', 'workerNo', 'placeNo', 'startedAt', 'endedAt', 'evidence'])
@Index(['placeNo', 'startedAt'])
export class Stay {
  @PrimaryColumn({ type: 'date' })
  day: string;

  @PrimaryColumn({ type: 'bigint' })
  @Generated('increment')
  id: string;

  @Column({ type: 'int' })
  workerNo: number;

  @Column({ type: 'int' })
  placeNo: number;

  @Column({ type: 'timestamptz' })
  startedAt: Date;

  @Column({ type: 'timestamptz' })
  endedAt: Date;

  @Column({ type: 'enum', enum: EVIDENCE, enumName: 'stay_evidence' })
  evidence: Evidence;

  /** The import it came with; null when derived from check-ins. Not indexed: only taking an import back asks for it. */
  @Column({ type: 'uuid', nullable: true })
  importId: string | null;
}
