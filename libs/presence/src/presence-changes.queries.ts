import type { EntityManager } from 'typeorm';

/** What a transaction sees, as PostgreSQL writes it: `xmin:xmax:xip,…`. */
export type Snapshot = string;

/** Presence of one day that is no longer what it was; `workerNos` null: anybody's. */
export interface PresenceNews {
  kind: 'stay' | 'proximity';
  day: string;
  worker_nos: number[] | null;
}

/** The journal is kept longer than this; whoever has not looked for so long begins anew. */
export const LONGEST_SILENCE_MS = 12 * 3_600_000;

/** Journal rows that a snapshot ($1) did not see: by transactions, for a row with a lower number may be committed later. */
export const NEWS = `xid >= pg_snapshot_xmin($1::pg_snapshot)::text::bigint
  and not pg_visible_in_snapshot(xid::text::xid8, $1::pg_snapshot)`;

/**
 * The snapshot of the REPEATABLE READ transaction that the manager is in; outside of one, a snapshot that whatever is read
 * afterwards is no older than.
 */
export async function currentSnapshot(manager: EntityManager): Promise<Snapshot> {
  const [row] = await manager.query<[{ snapshot: Snapshot }]>('select pg_current_snapshot()::text as snapshot');
  return row.snapshot;
}

/** Which of people and places have changed since a snapshot. */
export async function referencesChanged(manager: EntityManager, seen: Snapshot): Promise<Set<'worker' | 'place'>> {
  const rows = await manager.query<{ kind: 'worker' | 'place' }[]>(
    `select distinct kind from presence_change where ${NEWS} and kind in ('worker', 'place')`,
    [seen],
  );
  return new Set(rows.map(({ kind }) => kind));
}

/** Presence that has changed since a snapshot, of any day. */
export function presenceChanged(manager: EntityManager, seen: Snapshot): Promise<PresenceNews[]> {
  return manager.query(
    `select kind, day::text, worker_nos from presence_change where ${NEWS} and kind in ('stay', 'proximity')`,
    [seen],
  );
}
