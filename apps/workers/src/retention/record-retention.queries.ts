import { COVERED_PERSONS } from '@app/database';
import type { EntityManager } from 'typeorm';

/** Where the health of a person is kept, by the record through which it was entered. */
const HEALTH = ['health_test', 'vaccine_dose', 'health_declaration'] as const;
/** What was planned for a worker. */
const PLANS = ['roster_day', 'route_stop'] as const;
export type PrunedTable = (typeof HEALTH | typeof PLANS)[number];
/** Doses are counted as long as somebody is there: whoever has two needs no other reason. */
const DATED: readonly PrunedTable[] = ['health_test', 'health_declaration'];

/** What nobody deletes: exercises, and whoever an open case covers. `w` is the record. */
const FREE = `not exists (select from organisation o where o.id = w.organisation_id and o.exercise)
  and not exists (select from (${COVERED_PERSONS}) covered where covered.person_no = w.person_no)`;
const ENDED = 'w.end_date < $1::date';
const HAS_OTHER = `exists (select from worker other where other.person_no = w.person_no
  and case when other.end_date is null then other.status = 'active' else other.end_date >= $1::date end)`;

/**
 * Deletes what is left of those whose employment was over before a day: plans, and health unless another employment of the
 * person goes on. @returns rows, by table
 */
export async function pruneEnded(
  manager: EntityManager,
  before: string,
): Promise<Partial<Record<PrunedTable, number>>> {
  const rows: Partial<Record<PrunedTable, number>> = {};
  for (const table of PLANS) rows[table] = await deleted(manager, table, ENDED, before);
  for (const table of HEALTH) rows[table] = await deleted(manager, table, `${ENDED} and not ${HAS_OTHER}`, before);
  return rows;
}

/** Deletes tests and declarations that were recorded before a day. @returns rows, by table */
export async function pruneOldHealth(
  manager: EntityManager,
  before: string,
): Promise<Partial<Record<PrunedTable, number>>> {
  const rows: Partial<Record<PrunedTable, number>> = {};
  for (const table of DATED) rows[table] = await deleted(manager, table, 'd.created_at < $1::date', before);
  return rows;
}

async function deleted(manager: EntityManager, table: PrunedTable, condition: string, before: string): Promise<number> {
  const sql = `delete from ${table} d using worker w where w.no = d.worker_no and ${condition} and ${FREE}`;
  return (await manager.queryRunner!.query(sql, [before], true)).affected ?? 0;
}
