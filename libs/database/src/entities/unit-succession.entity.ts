import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AdministrativeUnit } from './administrative-unit.entity.js';

/** One administrative unit, or a part of it, became a part of another, or all of it, on that one's first day. */
@Entity('unit_succession')
@ForeignKey(() => AdministrativeUnit, ['code'], ['code'], { onDelete: 'CASCADE' })
@ForeignKey(() => AdministrativeUnit, ['successorCode'], ['code'], { onDelete: 'CASCADE' })
@Index(['successorCode'])
export class UnitSuccession {
  @PrimaryColumn({ type: 'text' })
  code: string;

  @PrimaryColumn({ type: 'text' })
  successorCode: string;
}
