import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { AdministrativeUnit } from './administrative-unit.entity.js';
import { Organisation } from './organisation.entity.js';

/** A location of an organisation: a factory, an office building, a campus. */
@Entity('site')
@Unique(['organisationId', 'code'])
@ForeignKey(() => Organisation, ['organisationId'], ['id'])
@ForeignKey(() => AdministrativeUnit, ['unitCode'], ['code'])
@Index(['organisationId'])
export class Site {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  organisationId: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  code: string | null;

  @Column({ type: 'text' })
  unitCode: string;

  @Column({ type: 'text', nullable: true })
  address: string | null;

  @Column({ type: 'double precision', nullable: true })
  latitude: number | null;

  @Column({ type: 'double precision', nullable: true })
  longitude: number | null;

  /** For whom the roster fills in stays here: who passed a gate that day, or all. */
  @Column({ type: 'text', default: 'passed-gate' })
  rosterFill: 'passed-gate' | 'all';

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
