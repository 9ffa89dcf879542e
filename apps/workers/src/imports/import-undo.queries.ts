import type { EntityManager } from 'typeorm';

const CHANGES = 'import_change c where c.import_id = $1';
const OF_STATE = (state: string): string => `(select c.worker_no from ${CHANGES} and c.state = '${state}')`;
/** Where something is told of a worker that the worker's record does not say. */
const TOLD_OF: readonly [table: string, column: string][] = [
  ...(['check_in', 'stay', 'roster_day', 'route_stop', 'isolation'] as const).map(
    (table) => [table, 'worker_no'] as [string, string],
  ),
  ...(['health_test', 'vaccine_dose', 'health_declaration'] as const).map(
    (table) => [table, 'worker_no'] as [string, string],
  ),
  ['proximity', 'worker_no'],
  ['proximity', 'other_no'],
];
const TOLD_OF_ID = ['case_record', 'user_account', 'rights_request'] as const;

/**
 * Whether anything later rests on what an import wrote: a record that was written again or erased, or anything told of
 * somebody whom it created. What it kept of before can be put back only as long as the key that sealed it is in use.
 */
export async function isTouched(manager: EntityManager, importId: string, currentKey: number): Promise<boolean> {
  const key = `\\x${currentKey.toString(16).padStart(4, '0')}`;
  const sealedElse = ['identity_number', 'phone', 'address'].map(
    (name) => `left(c.before->'worker'->>'${name}', 6) <> $2`,
  );
  const created = OF_STATE('created');
  const told = [
    ...TOLD_OF.map(([table, column]) => `exists (select from ${table} t where t.${column} in ${created})`),
    ...TOLD_OF_ID.map(
      (table) => `exists (select from ${table} t join worker w on w.id = t.worker_id where w.no in ${created})`,
    ),
  ];
  const [row] = await manager.query<[{ touched: boolean }]>(
    `select exists (
       select from import_change c join data_import i on i.id = c.import_id left join worker w on w.no = c.worker_no
       where c.import_id = $1 and (w.no is null or w.updated_at <> i.published_at or ${sealedElse.join(' or ')}))
     or ${told.join(' or ')} as touched`,
    [importId, key],
  );
  return row.touched;
}

const COLUMNS = [
  ...['person_no', 'site_id', 'full_name', 'search_name', 'kind', 'birth_date', 'sex', 'identity_number', 'phone'],
  ...['phone_index', 'address', 'status', 'start_date', 'end_date'],
];

/** Takes away whom an import created, and puts back what others were. @returns how many of each */
export async function putBack(
  manager: EntityManager,
  importId: string,
): Promise<{ removed: number; restored: number }> {
  const persons = await manager.query<{ no: number }[]>(
    `select distinct w.person_no as no from ${CHANGES.replace(' where', ' join worker w on w.no = c.worker_no where')}`,
    [importId],
  );
  const [, removed] = await manager.query<[unknown[], number]>(
    `delete from worker where no in ${OF_STATE('created')}`,
    [importId],
  );
  const [, restored] = await manager.query<[unknown[], number]>(
    `update worker w set (${COLUMNS.join(', ')}) = (${COLUMNS.map((name) => `b.${name}`).join(', ')}), updated_at = now()
     from import_change c cross join lateral jsonb_populate_record(null::worker, c.before->'worker') b
     where c.import_id = $1 and c.before is not null and w.no = c.worker_no`,
    [importId],
  );
  const restoredOnes = `(select c.worker_no from ${CHANGES} and c.before is not null)`;
  await manager.query(`delete from assignment where worker_no in ${restoredOnes}`, [importId]);
  await manager.query(
    `insert into assignment select a.* from import_change c
     cross join lateral jsonb_populate_recordset(null::assignment, c.before->'assignments') a where c.import_id = $1`,
    [importId],
  );
  await forgetNumbers(
    manager,
    persons.map(({ no }) => no),
  );
  return { removed, restored };
}

/** Persons who have an identity number from this import alone have none any more: it would find nobody. */
async function forgetNumbers(manager: EntityManager, personNos: readonly number[]): Promise<void> {
  await manager.query(
    `update person p set identity_hash = null where p.no = any($1::int[])
       and not exists (select from worker w where w.person_no = p.no and w.identity_number is not null)`,
    [personNos],
  );
}
