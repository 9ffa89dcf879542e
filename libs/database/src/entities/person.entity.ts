import { Column, Entity, Generated, PrimaryColumn, Unique } from 'typeorm';

/** A human being, apart from records: records that share an identity number are one person to the tracer. */
@Entity('person')
@Unique(['identityHash'])
export class Person {
  @PrimaryColumn({ type: 'int' })
  @Generated('increment')
  no: number;

  /** Keyed hash of the identity number; null while no number is known. */
  @Column({ type: 'bytea', nullable: true })
  identityHash: Buffer | null;
}
