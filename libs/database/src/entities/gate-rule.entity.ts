import type { GateParameters, GateReason } from '@app/contracts';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from './organisation.entity.js';

/** What a gate does for a reason. An organisation's own rule stands in place of the province's. */
@Entity('gate_rule')
@Unique(['organisationId', 'reason', 'validFrom'])
@ForeignKey(() => Organisation, ['organisationId'], ['id'])
export class GateRule {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuid_v7()' })
  id: string;

  /** Null: the province's rule. */
  @Column({ type: 'uuid', nullable: true })
  organisationId: string | null;

  @Column({ type: 'text' })
  reason: GateReason;

  @Column({ type: 'text' })
  decision: 'allow' | 'warn' | 'stop';

  @Column({ type: 'boolean', default: true })
  enabled: boolean;

  @Column({ type: 'jsonb', default: {} })
  parameters: GateParameters;

  @Column({ type: 'date' })
  validFrom: string;

  /** The last day of validity; null while it lasts. */
  @Column({ type: 'date', nullable: true })
  validTo: string | null;
}
