import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export const PARTITIONED = ['check_in', 'stay', 'proximity'] as const;
export type PartitionedTable = (typeof PARTITIONED)[number];

/** Day partitions: made ahead by a job, and on demand when history is imported. */
@Injectable()
export class Partitions {
  private readonly known = new Set<string>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes sure that rows of these local days can be stored. Runs outside the caller's transaction, in one of its own
   * for each day, so that the lock on the parent is short.
   */
  async ensure(table: PartitionedTable, days: Iterable<string>): Promise<void> {
    for (const day of days) {
      const key = `${table} ${day}`;
      if (this.known.has(key)) continue;
      await this.dataSource.query('select ensure_day_partition($1, $2::date)', [table, day]);
      this.known.add(key);
    }
  }
}
