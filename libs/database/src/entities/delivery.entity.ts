import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Destination } from './destination.entity.js';
import { ExportRecord } from './export-record.entity.js';

/** An export on its way to a destination. */
@Entity('delivery')
@ForeignKey(() => ExportRecord, ['exportId'], ['id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Destination, ['destinationId'], ['id'])
@Index(['exportId'])
export class Delivery {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  exportId: string;

  @Column({ type: 'uuid' })
  destinationId: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
