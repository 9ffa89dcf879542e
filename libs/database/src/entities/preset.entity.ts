import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A named, dated definition of a contact, with its legal reference. */
@Entity('preset')
export class Preset {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  reference: string;

  @Column({ type: 'date' })
  validFrom: string;

  @Column({ type: 'date', nullable: true })
  validTo: string | null;

  /** The parameters of contact-rules: near, room, accumulate, gapSeconds …, all filled in. */
  @Column({ type: 'jsonb' })
  parameters: unknown;

  @Column({ type: 'uuid', nullable: true })
  createdBy: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
