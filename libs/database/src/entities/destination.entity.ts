import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A command centre's address that exports are delivered to. */
@Entity('destination')
@Unique(['name'])
export class Destination {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  url: string;

  @Column({ type: 'text' })
  format: 'csv' | 'xlsx' | 'json';

  /** It receives exercises, and nothing real; any other receives nothing of an exercise. */
  @Column({ type: 'boolean', default: false })
  exercise: boolean;

  /** Shared secret of the signature, sealed with the field key. */
  @Column({ type: 'bytea' })
  secret: Buffer;

  @Column({ type: 'uuid' })
  createdBy: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
