import { daysWithPartition, PARTITIONED } from '@app/database';
import type { EntityManager } from 'typeorm';

/** Workers of organisations whose data are an exercise: they are left out of retention. */
const EXERCISES = `(select w.no from worker w join organisation o on o.id = w.organisation_id where o.exercise)`;

/** Rows of a day that are an exercise's, by table. */
const OF_EXERCISES = {
  stay: `worker_no in ${EXERCISES}`,
  proximity: `(worker_no in ${EXERCISES} or other_no in ${EXERCISES})`,
  check_in: `worker_no in ${EXERCISES}`,
};

async function isAny(manager: EntityManager, day: string, conditionOf: (table: keyof typeof OF_EXERCISES) => string) {
  const rows = PARTITIONED.map((table) => `exists (select from ${table} where day = $1 and ${conditionOf(table)})`);
  const [row] = await manager.query<[{ any: boolean }]>(`select ${rows.join(' or ')} as any`, [day]);
  return row.any;
}

export const hasPresence = (manager: EntityManager, day: string): Promise<boolean> => isAny(manager, day, () => 'true');

export const hasExercises = (manager: EntityManager, day: string): Promise<boolean> =>
  isAny(manager, day, (table) => OF_EXERCISES[table]);

/** Deletes the rows of a day that are no exercise's. @returns whether there were any */
export async function pruneOthers(manager: EntityManager, day: string): Promise<boolean> {
  let deleted = 0;
  for (const table of PARTITIONED) {
    const sql = `delete from ${table} where day = $1 and not ${OF_EXERCISES[table]}`;
    deleted += (await manager.queryRunner!.query(sql, [day], true)).affected ?? 0;
  }
  await manager.query(
    `delete from check_in_key k where k.day = $1 and not exists (select from check_in c where c.day = $1 and c.id = k.id)`,
    [day],
  );
  return deleted > 0;
}

/** Empties the partitions of a day. Only who reads that very day is shut out. */
export async function emptyDay(manager: EntityManager, day: string): Promise<void> {
  await manager.query(`truncate ${(await partitionsOf(manager, day)).join(', ')}`);
  await manager.query('delete from check_in_key where day = $1', [day]);
}

/** Drops the partitions of a day, which shuts everybody out of the tables for an instant. */
export async function dropDay(manager: EntityManager, day: string): Promise<void> {
  await manager.query(`drop table ${(await partitionsOf(manager, day)).join(', ')}`);
}

async function partitionsOf(manager: EntityManager, day: string): Promise<string[]> {
  const names: string[] = [];
  for (const table of PARTITIONED)
    if ((await daysWithPartition(manager, [table], day, day)).length > 0)
      names.push(`${table}_${day.replaceAll('-', '')}`);
  return names;
}
