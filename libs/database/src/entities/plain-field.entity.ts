import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A value of before fields were sealed, on its way from an older schema to its sealed column; empty but for that. */
@Entity('plain_field')
export class PlainField {
  /** The sealed column, as `table.column`. */
  @PrimaryColumn({ type: 'text' })
  field: string;

  /** What tells the row from all others of its table. */
  @PrimaryColumn({ type: 'text' })
  rowId: string;

  @Column({ type: 'text' })
  value: string;
}
