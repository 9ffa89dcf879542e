import type { EntityManager } from 'typeorm';

/** PostgreSQL channel on which triggers tell that the journal (`presence_change`) has something new. */
export const PRESENCE_CHANNEL = 'truyvet_presence';

/** How long the journal is kept. Whoever has not looked for half as long begins anew. */
export const JOURNAL_HOURS = 24;

/** Notes that nothing of a day is left: emptying a partition fires no trigger. */
export async function noteDayGone(manager: EntityManager, day: string): Promise<void> {
  await manager.query(
    `insert into presence_change (kind, xid, day) values ('stay', pg_current_xact_id()::text::bigint, $1)`,
    [day],
  );
}

/** Forgets what everybody has long taken notice of. */
export async function pruneJournal(manager: EntityManager): Promise<void> {
  await manager.query(`delete from presence_change where at < now() - $1 * interval '1 hour'`, [JOURNAL_HOURS]);
}
