import type { EntityManager } from 'typeorm';

/**
 * Whether a row `a` of assignment is the present one of its kind for the worker `w`: open, or ended together with the
 * employment (the last day counts, so it holds until the day after).
 */
export const IS_CURRENT = 'a.valid_to is not distinct from w.end_date + 1';

/** One kind of assignment as it shall be from now on; place and shift null: none. */
export interface AssignmentWish {
  worker_no: number;
  kind: 'place' | 'shift' | 'room' | 'bus';
  place_no: number | null;
  shift: string | null;
}

/** SQL that gives rows of AssignmentWish. */
export const WISHES_OF_JSON =
  'select * from jsonb_to_recordset($2::jsonb) as j(worker_no int, kind text, place_no int, shift text)';

/**
 * Brings dated assignments to what is wished: what differs ends today (what began today never was), what is new holds from
 * today, or from the start of the employment when there was none before. After the end of an employment its last day
 * stands for today. The workers' own dates must be written already.
 * @param source SQL giving worker_no, kind, place_no, shift; at most one row a worker and kind; its parameters follow $1
 */
export async function applyWishes(
  manager: EntityManager,
  today: string,
  source: string,
  parameters: unknown[] = [],
): Promise<void> {
  await manager.query(
    `with wish as materialized (
       select s.*, w.start_date, w.end_date, least($1::date, coalesce(w.end_date, $1::date)) as day
       from (${source}) s join worker w on w.no = s.worker_no
     ), current as materialized (
       select a.id, a.worker_no, a.kind, a.place_no, a.shift, a.valid_from, w.day,
              (a.place_no, a.shift) is not distinct from (w.place_no, w.shift) as same
       from assignment a join wish w on w.worker_no = a.worker_no and w.kind = a.kind and ${IS_CURRENT}
     ), ended as (
       update assignment a set valid_to = c.day from current c where a.id = c.id and not c.same and c.valid_from < c.day
     ), never as (
       delete from assignment a using current c where a.id = c.id and not c.same and c.valid_from >= c.day
     )
     insert into assignment (worker_no, kind, place_no, shift, valid_from, valid_to)
     select w.worker_no, w.kind, w.place_no, w.shift,
       case when exists (select from assignment a where a.worker_no = w.worker_no and a.kind = w.kind and a.valid_from < w.day)
            then w.day else least(coalesce(w.start_date, w.day), coalesce(w.end_date, w.start_date, w.day)) end,
       w.end_date + 1
     from wish w
     where (w.place_no is not null or w.shift is not null)
       and not exists (select from current c where c.worker_no = w.worker_no and c.kind = w.kind and c.same)`,
    [today, ...parameters],
  );
}

/**
 * Moves the ends of assignments with a changed end of employment, except for those who come back: what ended then stays
 * ended.
 * @param source SQL giving worker_no, old_end, returning_now of workers whose dates are written already
 */
export async function moveEnds(manager: EntityManager, source: string, parameters: unknown[] = []): Promise<void> {
  await manager.query(
    `update assignment a set valid_to = w.end_date + 1
     from (${source}) c join worker w on w.no = c.worker_no
     where a.worker_no = c.worker_no and not c.returning_now and c.old_end is distinct from w.end_date
       and a.valid_to is not distinct from c.old_end + 1`,
    parameters,
  );
  await manager.query(
    `delete from assignment a using (${source}) c where a.worker_no = c.worker_no and a.valid_to <= a.valid_from`,
    parameters,
  );
}
