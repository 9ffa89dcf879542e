import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A worker used a rotating code: which check-in had it first. Unlogged, as it is worth nothing once the code has run out:
 * losing it in a crash costs a minute's knowledge of replays, and no check-in waits for the disk because of it.
 */
@Entity('code_use')
export class CodeUse {
  @PrimaryColumn({ type: 'int' })
  workerNo: number;

  /** The place whose screen showed it; 0 for the worker's own phone. */
  @PrimaryColumn({ type: 'int' })
  placeNo: number;

  /** Thirty seconds of Unix time. */
  @PrimaryColumn({ type: 'int' })
  step: number;

  @Column({ type: 'uuid' })
  checkInId: string;
}
