import type { ImportState } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { IS_CURRENT } from '../workers/assignments.queries.js';
import type { WorkerColumn } from './worker-columns.js';
import { GONE, STAGE } from './worker-stage.queries.js';

/** Column of a file → whether it becomes different, of a staged row (s), its worker (w) and assignments (c). */
const DIFFERS: Partial<Record<WorkerColumn, string>> = {
  fullName: 's.full_name is distinct from w.full_name',
  kind: 's.kind is distinct from w.kind',
  birthDate: 's.birth_date is distinct from w.birth_date',
  sex: 's.sex is distinct from w.sex',
  identityNumber: 's.identity_number is distinct from w.identity_number',
  phone: 's.phone is distinct from w.phone',
  address: 's.address is distinct from w.address',
  siteCode: 's.site_id is distinct from w.site_id',
  placeCode: 's.place_no is distinct from c.place_no',
  shift: 's.shift is distinct from c.shift',
  dormitoryRoom: 's.room_no is distinct from c.room_no',
  busCode: 's.bus_no is distinct from c.bus_no',
  startDate: 's.start_date is distinct from w.start_date',
  endDate: 's.end_date is distinct from w.end_date',
};
const FIELDS = Object.entries(DIFFERS).map(([name, sql]) => `case when ${sql} then '${name}' end`);

/** The record and its assignments as they are. */
const AS_IT_IS = `jsonb_build_object('worker', to_jsonb(w),
  'assignments', (select coalesce(jsonb_agg(to_jsonb(a)), '[]') from assignment a where a.worker_no = w.no))`;

/** Notes who would be created; after the merge, who was. */
export const noteCreated = (manager: EntityManager, importId: string): Promise<unknown> =>
  manager.query(
    `insert into import_change (import_id, state, row, worker_no, code, full_name)
     select $1, 'created', s.row, s.worker_no, s.code, s.full_name from ${STAGE} s where s.state = 'created' order by s.row`,
    [importId],
  );

/** Notes who will be changed, and in what; before the merge, for what was is kept. */
export const noteUpdated = (manager: EntityManager, importId: string): Promise<unknown> =>
  manager.query(
    `insert into import_change (import_id, state, row, worker_no, code, full_name, fields, before)
     select $1, 'updated', s.row, w.no, w.code, s.full_name, array_remove(array[${FIELDS.join(', ')}], null), ${AS_IT_IS}
     from ${STAGE} s join worker w on w.no = s.worker_no
     left join lateral (
       select max(a.place_no) filter (where a.kind = 'place') as place_no, max(a.shift) filter (where a.kind = 'shift') as shift,
         max(a.place_no) filter (where a.kind = 'room') as room_no, max(a.place_no) filter (where a.kind = 'bus') as bus_no
       from assignment a where a.worker_no = w.no and ${IS_CURRENT}) c on true
     where s.state = 'updated' order by s.row`,
    [importId],
  );

/** Notes who stands in the organisation and not in the file: mode `replace`, before they leave. */
export const noteGone = (manager: EntityManager, importId: string, organisationId: string, today: string) =>
  manager.query(
    `insert into import_change (import_id, state, worker_no, code, full_name, fields, before)
     select $3, 'left', w.no, w.code, w.full_name, '{endDate}', ${AS_IT_IS}
     from (${GONE}) gone join worker w on w.no = gone.no order by w.code`,
    [today, organisationId, importId],
  );

export interface ChangeRow {
  id: string;
  state: ImportState;
  row: number | null;
  code: string;
  fullName: string;
  fields: string[];
}

/** What an import does, of one kind, in the file's order. */
export const changesOf = (
  manager: EntityManager,
  importId: string,
  state: ImportState,
  { after, limit }: { after: string | null; limit: number },
): Promise<ChangeRow[]> =>
  manager.query(
    `select id, state, row, code, full_name as "fullName", fields from import_change
     where import_id = $1 and state = $2 and id > coalesce($3::bigint, 0) order by id limit $4`,
    [importId, state, after, limit],
  );
