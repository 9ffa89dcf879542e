import { type PlaceKind } from '@app/contracts';
import { Column, Entity, ForeignKey, Generated, Index, PrimaryColumn, Unique } from 'typeorm';
import { AdministrativeUnit } from './administrative-unit.entity.js';
import { Organisation } from './organisation.entity.js';
import { Site } from './site.entity.js';

/** A node in the tree of places: of a site, or shared and then of an administrative unit. */
@Entity('place')
@Unique(['no'])
@Unique(['organisationId', 'code'])
@Unique(['unitCode', 'code'])
@ForeignKey(() => Site, ['siteId'], ['id'])
@ForeignKey(() => Organisation, ['organisationId'], ['id'])
@ForeignKey(() => AdministrativeUnit, ['unitCode'], ['code'])
@ForeignKey(() => Place, ['parentId'], ['id'])
@Index(['siteId'])
@Index(['parentId'])
@Index(['code'])
export class Place {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** Dense internal number: what stays and the contact graph refer to. */
  @Column({ type: 'int' })
  @Generated('increment')
  no: number;

  @Column({ type: 'text' })
  kind: PlaceKind;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'uuid', nullable: true })
  siteId: string | null;

  @Column({ type: 'uuid', nullable: true })
  organisationId: string | null;

  @Column({ type: 'text', nullable: true })
  unitCode: string | null;

  @Column({ type: 'uuid', nullable: true })
  parentId: string | null;

  @Column({ type: 'int', nullable: true })
  capacity: number | null;

  /** Posters of earlier versions are worthless. */
  @Column({ type: 'int', default: 1 })
  posterVersion: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
