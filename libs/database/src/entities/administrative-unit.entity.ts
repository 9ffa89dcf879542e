import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A province, district or commune while it existed; `path` is the codes from the top, so that a prefix means "below". */
@Entity('administrative_unit')
@Index(['path'])
export class AdministrativeUnit {
  @PrimaryColumn({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  level: string;

  @Column({ type: 'text', nullable: true })
  parentCode: string | null;

  /** `/24/213/` for district 213 of province 24: every unit below begins with it. */
  @Column({ type: 'text' })
  path: string;

  @Column({ type: 'date' })
  validFrom: string;

  @Column({ type: 'date', nullable: true })
  validTo: string | null;
}
