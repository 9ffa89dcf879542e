import type { EntityManager } from 'typeorm';

const affected = async (manager: EntityManager, sql: string, days: number): Promise<number> =>
  (await manager.queryRunner!.query(sql, [days], true)).affected ?? 0;

/** Empties files older than so many days, but for those whose work goes on. @returns how many */
export async function pruneFiles(manager: EntityManager, days: number): Promise<number> {
  return affected(
    manager,
    `with due as (
       update stored_file f set emptied_at = now()
       where f.emptied_at is null and f.created_at < now() - make_interval(days => $1) and not exists (
         select from work k where k.status in ('queued', 'running') and k.id in (
           select i.id from data_import i where i.file_id = f.id
           union select d.id from export_part p join delivery d on d.export_id = p.export_id where p.file_id = f.id))
       returning f.id
     ), gone as (
       delete from stored_file_chunk c using due where c.file_id = due.id
     )
     select id from due`,
    days,
  );
}

/** Deletes what is kept row by row of imports older than so many days: rejected rows, and what was changed. @returns how many */
export async function pruneRejects(manager: EntityManager, days: number): Promise<number> {
  let all = 0;
  for (const table of ['import_reject', 'import_change'])
    all += await affected(
      manager,
      `delete from ${table} r using data_import i
       where i.id = r.import_id and i.created_at < now() - make_interval(days => $1)`,
      days,
    );
  return all;
}
