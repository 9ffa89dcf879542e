import type { EntityManager } from 'typeorm';

/** Others queue behind whoever waits for a lock that shuts everybody out, so we wait for little more than a moment. */
const WAIT = '500ms';
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Does something that shuts others out of a table, in a transaction (within one: a savepoint), unless they have it in use.
 * @returns whether it was done; if not, nothing of it remains
 */
export async function unlessInUse(
  manager: EntityManager,
  deed: (inner: EntityManager) => Promise<void>,
): Promise<boolean> {
  try {
    await manager.transaction(async (inner) => {
      await inner.query(`set local lock_timeout = '${WAIT}'`);
      await deed(inner);
    });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}
