import type { FlagCode, FlagParameters } from '@app/contracts';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from './organisation.entity.js';

/** What counts as implausible. An organisation's own rule stands in place of the province's. */
@Entity('plausibility_rule')
@Unique(['organisationId', 'code'])
@ForeignKey(() => Organisation, ['organisationId'], ['id'])
export class PlausibilityRule {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuid_v7()' })
  id: string;

  /** Null: the province's rule. */
  @Column({ type: 'uuid', nullable: true })
  organisationId: string | null;

  @Column({ type: 'text' })
  code: FlagCode;

  @Column({ type: 'boolean', default: true })
  enabled: boolean;

  /** Whether such a check-in is left out of stays until somebody has cleared it. */
  @Column({ type: 'boolean' })
  holds: boolean;

  @Column({ type: 'jsonb', default: {} })
  parameters: Partial<FlagParameters>;
}
