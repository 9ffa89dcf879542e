import type { QuarantineScope } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** The time a trace looked at: epoch seconds, half-open, and its local days. */
export interface Window {
  from: number;
  to: number;
  firstDay: string;
  lastDay: string;
  /** The day of the trace's `asOf`: whose assignments count. */
  asOfDay: string;
}

/**
 * Makes `scope_contact`: the contacts of the trace that are not dismissed, and which share of their summed score those
 * hold who rank higher. Lasts until the transaction ends.
 */
export async function gatherContacts(manager: EntityManager, traceId: string): Promise<void> {
  await manager.query(`
    create temp table scope_contact (
      person_no int primary key, level int not null, score float8 not null, risk_above float8 not null
    ) on commit drop`);
  await manager.query(
    `insert into scope_contact
     select c.person_no, c.level, c.score,
            coalesce((sum(c.score) over (order by c.score desc, c.person_no) - c.score)
                     / nullif(sum(c.score) over (), 0), 0)
     from trace_contact c
     left join (select distinct on (person_no) person_no, decision from trace_review
                where trace_id = $1 order by person_no, id desc) review on review.person_no = c.person_no
     where c.trace_id = $1 and coalesce(review.decision, '') <> 'dismiss'`,
    [traceId],
  );
  await manager.query('analyze scope_contact');
}

/**
 * Makes `scope_presence`: who was at the places of `scope_place` during the window, contact or not. A contact that the
 * trace explains by a place had a stay there, so that it is among them. A place in many scopes is read once.
 */
export async function gatherPresence(manager: EntityManager, window: Window): Promise<void> {
  const { from, to, firstDay, lastDay } = window;
  await manager.query('create temp table scope_presence (scope int not null, person_no int not null) on commit drop');
  await manager.query(
    `with there as materialized (
       select distinct at.no, at.held_from, at.held_to, s.worker_no
       from (select distinct no, held_from, held_to from scope_place where no is not null) at
       join stay s on s.place_no = at.no and s.started_at >= at.held_from and s.started_at < at.held_to
       where s.day between $1::date and $2::date
         and s.ended_at > to_timestamp($3) and s.started_at < to_timestamp($4)
     )
     insert into scope_presence
     select distinct p.scope, w.person_no from there t
     join scope_place p on (p.no, p.held_from, p.held_to) = (t.no, t.held_from, t.held_to)
     join worker w on w.no = t.worker_no`,
    [firstDay, lastDay, from, to],
  );
  await manager.query('analyze scope_presence');
}

/** Makes `scope_taken`: whom each scope takes out; level and score are null for who is no contact. */
export async function gatherTaken(
  manager: EntityManager,
  traceId: string,
  scopes: readonly QuarantineScope[],
): Promise<void> {
  await manager.query(`
    create temp table scope_taken (scope int not null, person_no int not null, level int, score float8)
    on commit drop`);
  const wishes = scopes.map(({ placeIds, levels, topRisk }, scope) => ({
    ...{ scope, anywhere: !placeIds, levels: levels ?? null, top_risk: topRisk ?? null },
  }));
  await manager.query(
    `with wish as (
       select * from jsonb_to_recordset($2::jsonb) as w(scope int, anywhere boolean, levels int[], top_risk float8)
     ), chosen as (
       select w.scope, c.person_no, c.level, c.score from wish w join scope_contact c
         on (w.levels is null or c.level = any(w.levels)) and (w.top_risk is null or c.risk_above < w.top_risk)
     )
     insert into scope_taken
     select c.scope, c.person_no, c.level, c.score from wish w join chosen c on c.scope = w.scope where w.anywhere
     union all
     select w.scope, p.person_no, c.level, c.score
     from scope_presence p join wish w on w.scope = p.scope
     left join chosen c on (c.scope, c.person_no) = (p.scope, p.person_no)
     where (w.levels is null and w.top_risk is null or c.person_no is not null) and p.person_no not in (
       select index.person_no from trace_case tc join case_record k on k.id = tc.case_id
       join worker index on index.id = k.worker_id where tc.trace_id = $1)`,
    [traceId, JSON.stringify(wishes)],
  );
  await manager.query('analyze scope_taken');
}
