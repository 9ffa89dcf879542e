import { Injectable } from '@nestjs/common';
import { dateOfDayNumber, localDayNumber, secondsOf } from '@app/contracts';
import { DataSource, type EntityManager } from 'typeorm';

export const PARTITIONED = ['check_in', 'stay', 'proximity'] as const;
export type PartitionedTable = (typeof PARTITIONED)[number];

/** Day partitions: made ahead by a job, and on demand when history is imported. */
@Injectable()
export class Partitions {
  private readonly known = new Set<string>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes sure that rows of these local days can be stored. Runs outside the caller's transaction, in one of its own
   * for each day, so that the lock on the parent is short. Days gone by are asked for every time: retention may have
   * taken their partition meanwhile, and learns that rows are on their way.
   */
  async ensure(table: PartitionedTable, days: Iterable<string>): Promise<void> {
    const yesterday = dateOfDayNumber(localDayNumber(secondsOf(new Date())) - 1);
    for (const day of days) {
      const key = `${table} ${day}`;
      if (day >= yesterday && this.known.has(key)) continue;
      await this.dataSource.query('select ensure_day_partition($1, $2::date)', [table, day]);
      this.known.add(key);
    }
  }
}

/** The local days from `first` to `last` (inclusive) for which a table has a partition; others hold no rows. Ascending. */
export async function daysWithPartition(
  manager: EntityManager,
  tables: readonly PartitionedTable[],
  first: string,
  last: string,
): Promise<string[]> {
  const rows = await manager.query<{ day: string }[]>(
    `select distinct regexp_replace(right(c.relname, 8), '(....)(..)(..)', '\\1-\\2-\\3') as day
     from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = any($1::text[]::regclass[])
       and right(c.relname, 8) between to_char($2::date, 'YYYYMMDD') and to_char($3::date, 'YYYYMMDD') order by day`,
    [tables, first, last],
  );
  return rows.map(({ day }) => day);
}
