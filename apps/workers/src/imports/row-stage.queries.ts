import type { EntityManager } from 'typeorm';
import type { RowTarget } from './row-kind.js';

/** The table, of this connection alone, in which the rows of a file wait. */
export const STAGE = 'row_stage';

const typesOf = ({ key, values, noted }: RowTarget): Record<string, string> => ({ ...key, ...values, ...noted });
export const columnsOf = (target: RowTarget): string[] => Object.keys(typesOf(target));

export async function makeStage(manager: EntityManager, target: RowTarget): Promise<void> {
  await dropStage(manager);
  const columns = Object.entries(typesOf(target)).map(([column, type]) => `${column} ${type}`);
  await manager.query(`create temp table ${STAGE} (row int not null, ${columns.join(', ')})`);
}

export const dropStage = (manager: EntityManager): Promise<unknown> =>
  manager.query(`drop table if exists pg_temp.${STAGE}`);

/** Stores the staged rows, of several with one key the first. */
export async function mergeStage(
  manager: EntityManager,
  target: RowTarget,
): Promise<{ accepted: number; created: number; updated: number }> {
  const key = Object.keys(target.key).join(', ');
  const values = Object.keys(target.values);
  const columns = columnsOf(target).join(', ');
  const tuple = (of: string): string => `(${values.map((name) => `${of}.${name}`).join(', ')})`;
  await manager.query(`analyze ${STAGE}`);
  const [counts] = await manager.query<[{ accepted: number; created: number; updated: number }]>(
    // a row that is new has no xmax: nobody has deleted or replaced an earlier one
    `with given as materialized (select distinct on (${key}) * from ${STAGE} order by ${key}, row),
     stored as (
       insert into ${target.table} as t (${columns}) select ${columns} from given
       on conflict (${key})${target.where ? ` where ${target.where}` : ''} do update set ${values.map((name) => `${name} = excluded.${name}`).join(', ')}
         where ${tuple('t')} is distinct from ${tuple('excluded')}
       returning t.xmax = 0 as created
     )
     select (select count(*)::int from given) as accepted, count(*) filter (where created)::int as created,
       count(*) filter (where not created)::int as updated from stored`,
  );
  return counts;
}
