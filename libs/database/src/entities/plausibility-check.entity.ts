import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from './organisation.entity.js';

/** The looking through the check-ins of one organisation's workers on one local day; its work has the same id. */
@Entity('plausibility_check')
@Unique(['organisationId', 'day'])
@ForeignKey(() => Organisation, ['organisationId'], ['id'])
export class PlausibilityCheck {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  organisationId: string;

  @Column({ type: 'date' })
  day: string;
}
