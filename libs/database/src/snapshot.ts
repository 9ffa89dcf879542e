import type { DataSource, EntityManager } from 'typeorm';

/**
 * Reads of one moment, then their event in the log, before anybody is shown them. The event is a transaction of its own: it
 * counts people in one row an account, for which the later of two snapshots that are open at once would come too late
 * (40001), as when a page asks for a list and its drawing.
 */
export async function snapshot<T>(
  dataSource: DataSource,
  read: (manager: EntityManager) => Promise<T>,
  log: (manager: EntityManager, seen: T) => Promise<void>,
): Promise<T> {
  const seen = await dataSource.transaction('REPEATABLE READ', read);
  await log(dataSource.manager, seen);
  return seen;
}
