import type { Trace } from '@app/database';
import { SOURCE_ARRAYS } from '@app/presence';
import type { EntityManager } from 'typeorm';
import { CONTACT_COLUMNS, rowOf } from './differences.queries.js';

/** The revision that a trace has. Whoever adds to its list by hand waits from now on. */
export async function lockRevision(manager: EntityManager, traceId: string): Promise<number> {
  const [row] = await manager.query<[{ revision: number }]>(
    'select revision from trace where id = $1 for no key update',
    [traceId],
  );
  return row.revision;
}

/**
 * Lets reviews and additions by hand go with the record they were about, when that is another person's by now. An
 * addition of somebody who stands in the list already, or is an index case, says nothing more and goes.
 */
export async function followRecords(manager: EntityManager, traceId: string, windows: Trace['windows']): Promise<void> {
  const moved = `join worker w on w.no = c.worker_no and w.person_no <> c.person_no where c.trace_id = $1`;
  await manager.query(
    `update trace_review r set person_no = w.person_no from trace_contact c ${moved}
       and r.trace_id = $1 and r.person_no = c.person_no`,
    [traceId],
  );
  await manager.query(
    `delete from trace_contact d using (
       select c.person_no from trace_contact c ${moved} and c.addition is not null and (w.person_no = any($2::int[])
         or exists (select from trace_contact s where s.trace_id = $1 and s.person_no = w.person_no))
     ) gone where d.trace_id = $1 and d.person_no = gone.person_no`,
    [traceId, windows.map(({ personNo }) => personNo)],
  );
  await manager.query(
    `update trace_contact u set person_no = own.now from (
       select c.person_no as was, min(w.person_no) as now from trace_contact c ${moved} and c.addition is not null
       group by c.person_no
     ) own where u.trace_id = $1 and u.person_no = own.was`,
    [traceId],
  );
}

/** Makes contacts, sources and times of a trace those gathered anew (`REVISED`); what is the same is not touched. */
export async function replaceList(
  manager: EntityManager,
  traceId: string,
  { revision, reexplained }: { revision: number; reexplained: readonly number[] },
): Promise<void> {
  await replaceContacts(manager, traceId, revision);
  await replaceSources(manager, traceId, reexplained);
  await replaceTimes(manager, traceId);
}

/** Those who stayed keep the revision they came in with, and the marks of officers. */
async function replaceContacts(manager: EntityManager, traceId: string, revision: number): Promise<void> {
  const absent = 'not exists (select from revised_contact n where n.person_no = c.person_no)';
  const columns = ['trace_id', 'person_no', ...CONTACT_COLUMNS].join(', ');
  await manager.query(`delete from trace_contact c where c.trace_id = $1 and c.addition is null and ${absent}`, [
    traceId,
  ]);
  await manager.query(
    `insert into trace_contact as c (${columns}, since_revision) select ${columns}, $1::int from revised_contact
     on conflict (trace_id, person_no) do update set (${CONTACT_COLUMNS.join(', ')}) = ${rowOf('excluded', CONTACT_COLUMNS)}
       where ${rowOf('c', CONTACT_COLUMNS)} is distinct from ${rowOf('excluded', CONTACT_COLUMNS)}`,
    [revision],
  );
  await manager.query(
    `update trace_contact c set level = c.added_level, exposed_at = null, earliest_at = null, last_exposure_at = null,
       near_seconds = 0, room_seconds = 0, dose = 0, score = 0, is_case = false, sources = 0,
       position = (select count(*) from revised_contact) + byhand.nth
     from (select c.person_no, row_number() over (order by c.addition) - 1 as nth from trace_contact c
           where c.trace_id = $1 and ${absent}) byhand
     where c.trace_id = $1 and c.person_no = byhand.person_no`,
    [traceId],
  );
}

async function replaceSources(manager: EntityManager, traceId: string, persons: readonly number[]): Promise<void> {
  const columns = ['trace_id', 'person_no', ...SOURCE_ARRAYS].join(', ');
  await manager.query('delete from trace_source where trace_id = $1 and person_no = any($2::int[])', [
    traceId,
    persons,
  ]);
  await manager.query(
    `insert into trace_source (${columns}) select ${columns} from revised_source where person_no = any($1::int[])`,
    [persons],
  );
}

async function replaceTimes(manager: EntityManager, traceId: string): Promise<void> {
  const columns = 'trace_id, hop, person_no, reached_at';
  await manager.query(
    `delete from trace_time t where t.trace_id = $1 and not exists (select from revised_time n
       where n.hop = t.hop and n.person_no = t.person_no and n.reached_at = t.reached_at)`,
    [traceId],
  );
  await manager.query(
    `insert into trace_time (${columns}) select ${columns} from revised_time on conflict (trace_id, hop, person_no) do nothing`,
  );
}

/** Contacts of each level, additions by hand included; 0 for a level that was found empty. */
export async function countLevels(
  manager: EntityManager,
  traceId: string,
  levelsDone: number,
): Promise<Record<string, number>> {
  const rows = await manager.query<{ level: number; n: number }[]>(
    'select level, count(*)::int as n from trace_contact where trace_id = $1 group by level',
    [traceId],
  );
  const empty = Array.from({ length: levelsDone }, (_, i) => [i + 1, 0] as const);
  return Object.fromEntries([...empty, ...rows.map(({ level, n }) => [level, n] as const)]);
}
