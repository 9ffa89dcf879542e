import { daysWithPartition, PARTITIONED } from '@app/database';
import type { EntityManager } from 'typeorm';

/** Workers of organisations whose data are an exercise: they are left out of retention. */
const EXERCISES = `(select w.no from worker w join organisation o on o.id = w.organisation_id where o.exercise)`;

/** Workers of organisations that keep presence for fewer days than have gone by since ($2). */
const SHORTER = `(select w.no from worker w join organisation o on o.id = w.organisation_id
  where o.presence_days < $2 and not o.exercise)`;

/** Rows of a day that concern some workers, by table. */
const rowsOf = (workers: string) => ({
  stay: `worker_no in ${workers}`,
  proximity: `(worker_no in ${workers} or other_no in ${workers})`,
  check_in: `worker_no in ${workers}`,
});
const OF_EXERCISES = rowsOf(EXERCISES);
const OF_SHORTER = rowsOf(SHORTER);

async function isAny(manager: EntityManager, day: string, conditionOf: (table: keyof typeof OF_EXERCISES) => string) {
  const rows = PARTITIONED.map((table) => `exists (select from ${table} where day = $1 and ${conditionOf(table)})`);
  const [row] = await manager.query<[{ found: boolean }]>(`select ${rows.join(' or ')} as found`, [day]);
  return row.found;
}

export const hasPresence = (manager: EntityManager, day: string): Promise<boolean> => isAny(manager, day, () => 'true');

export const hasExercises = (manager: EntityManager, day: string): Promise<boolean> =>
  isAny(manager, day, (table) => OF_EXERCISES[table]);

/** Deletes the rows of a day that are no exercise's. @returns whether there were any */
export const pruneOthers = (manager: EntityManager, day: string): Promise<boolean> =>
  deleteRows(manager, [day], (table) => `not ${OF_EXERCISES[table]}`);

/** The fewest days that an organisation keeps presence by its own wish; null: none has one. */
export async function shortestLimit(manager: EntityManager): Promise<number | null> {
  const [row] = await manager.query<[{ days: number | null }]>(
    'select min(presence_days) as days from organisation where not exercise',
  );
  return row.days;
}

/** Deletes the rows of a day, `age` days ago, whose organisation keeps fewer days than that. @returns whether there were any */
export const pruneShorter = (manager: EntityManager, day: string, age: number): Promise<boolean> =>
  deleteRows(manager, [day, age], (table) => OF_SHORTER[table]);

async function deleteRows(
  manager: EntityManager,
  parameters: [day: string, age?: number],
  conditionOf: (table: keyof typeof OF_EXERCISES) => string,
): Promise<boolean> {
  const [day] = parameters;
  let deleted = 0;
  for (const table of PARTITIONED) {
    const sql = `delete from ${table} where day = $1 and ${conditionOf(table)}`;
    deleted += (await manager.queryRunner!.query(sql, parameters, true)).affected ?? 0;
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
  await manager.query('select drop_day_partitions($1)', [await partitionsOf(manager, day)]);
}

async function partitionsOf(manager: EntityManager, day: string): Promise<string[]> {
  const names: string[] = [];
  for (const table of PARTITIONED)
    if ((await daysWithPartition(manager, [table], day, day)).length > 0)
      names.push(`${table}_${day.replaceAll('-', '')}`);
  return names;
}
