import { Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * What a scope of one unit reaches: the unit itself, those below it, and through mergers and splits those that lie wholly
 * inside it. The database works it out whenever units or successions change (docs/decisions/0026); nobody writes it.
 */
@Entity('unit_reach')
@Index(['reachedCode'])
export class UnitReach {
  @PrimaryColumn({ type: 'text' })
  code: string;

  @PrimaryColumn({ type: 'text' })
  reachedCode: string;
}
