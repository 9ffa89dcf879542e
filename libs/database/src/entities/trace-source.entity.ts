import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Why a person is in a list: the 20 strongest sources, strongest first, in arrays that lie side by side. The stretches of
 * time together are found when somebody reads them (decision 0014).
 */
@Entity('trace_source')
export class TraceSource {
  @PrimaryColumn({ type: 'uuid' })
  traceId: string;

  /** The contact. */
  @PrimaryColumn({ type: 'int' })
  personNo: number;

  @Column({ type: 'int', array: true })
  sourcePersonNos: number[];

  @Column({ type: 'int', array: true })
  nearSeconds: number[];

  @Column({ type: 'int', array: true })
  roomSeconds: number[];

  /** Epoch seconds: start of the first stretch. */
  @Column({ type: 'bigint', array: true })
  firstAt: string[];

  /** Epoch seconds: end of the last stretch. */
  @Column({ type: 'bigint', array: true })
  lastAt: string[];
}
