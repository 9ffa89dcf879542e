import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AdministrativeUnit } from './administrative-unit.entity.js';

/** An enterprise, a public office or a school that keeps records of its people. */
@Entity('organisation')
@ForeignKey(() => AdministrativeUnit, ['unitCode'], ['code'])
@Index(['unitCode'])
export class Organisation {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  kind: 'enterprise' | 'public_office' | 'school';

  @Column({ type: 'text', nullable: true })
  taxCode: string | null;

  @Column({ type: 'text' })
  unitCode: string;

  /** Units it lay in before they were merged away, since it last moved: whoever reached it there still does. */
  @Column({ type: 'text', array: true, default: () => "'{}'" })
  formerUnitCodes: string[];

  @Column({ type: 'text', nullable: true })
  address: string | null;

  /** A drill or historical data: shown as such, left out of retention, figures and real deliveries. */
  @Column({ type: 'boolean', default: false })
  exercise: boolean;

  /** Days that presence of its workers is kept, if fewer than PRESENCE_DAYS. */
  @Column({ type: 'smallint', nullable: true })
  presenceDays: number | null;

  /** Whether its gate devices may keep names. */
  @Column({ type: 'boolean', default: false })
  packNames: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
