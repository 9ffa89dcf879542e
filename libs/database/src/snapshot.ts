import type { DataSource, EntityManager } from 'typeorm';

/** PostgreSQL: somebody else has written meanwhile what a snapshot wants to write. */
const TOO_LATE = '40001';
/** Each time one of those who are at it together gets through. */
const MOST = 20;

/**
 * Reads of one moment, with their event in the log. Whoever reads twice at once, as a page does that asks for a list and
 * its drawing, counts people in one row, for which one of the two snapshots comes too late: it is taken anew.
 */
export async function snapshot<T>(dataSource: DataSource, read: (manager: EntityManager) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await dataSource.transaction('REPEATABLE READ', read);
    } catch (error) {
      if ((error as { code?: string }).code !== TOO_LATE || attempt === MOST) throw error;
    }
  }
}
