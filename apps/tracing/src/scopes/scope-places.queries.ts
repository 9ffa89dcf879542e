import type { Actor, QuarantineScope } from '@app/contracts';
import { organisationScope, unitScope } from '@app/database';
import type { EntityManager } from 'typeorm';
import type { Window } from './scope-people.queries.js';

/**
 * Which place hung under which, and when: `hung (place_id, parent_id, held_from, held_to)`, half-open. A move holds from
 * its second on, as in the engine's places. For a `with recursive`.
 */
export const HUNG = `
  moved as (
    select id, place_id, from_parent_id, date_trunc('second', moved_at) as at from place_move
  ), hung as (
    select place_id, from_parent_id as parent_id, at as held_to,
           lag(at, 1, '-infinity') over (partition by place_id order by at, id) as held_from
    from moved
    union all
    select p.id, p.parent_id, 'infinity', coalesce(last.at, '-infinity')
    from place p left join (select place_id, max(at) as at from moved group by place_id) last on last.place_id = p.id
  )`;

/** The places (and sites) of a list that scopes give, one row each. */
const GIVEN = `
  (select distinct (s.i - 1)::int as scope, id::uuid as id
   from jsonb_array_elements($1::jsonb) with ordinality as s(scope, i), jsonb_array_elements_text(s.scope->'placeIds') id)`;

/**
 * Makes `scope_place`: the places of each scope and everything below them, with the time in which it was below. A site
 * stands for all its places. Lasts until the transaction ends.
 */
export async function gatherPlaces(manager: EntityManager, scopes: readonly QuarantineScope[]): Promise<void> {
  await manager.query(`
    create temp table scope_place (
      scope int not null, id uuid not null, no int, held_from timestamptz not null, held_to timestamptz not null
    ) on commit drop`);
  await manager.query(
    `with recursive ${HUNG}, given as ${GIVEN}, below as (
       select scope, id, timestamptz '-infinity' as held_from, timestamptz 'infinity' as held_to from (
         select scope, id from given union select g.scope, p.id from given g join place p on p.site_id = g.id) top
       union
       select b.scope, h.place_id, greatest(b.held_from, h.held_from), least(b.held_to, h.held_to)
       from below b join hung h on h.parent_id = b.id
       where greatest(b.held_from, h.held_from) < least(b.held_to, h.held_to)
     )
     insert into scope_place
     select b.scope, b.id, p.no, b.held_from, b.held_to from below b left join place p on p.id = b.id`,
    [JSON.stringify(scopes.map(({ placeIds = [] }) => ({ placeIds })))],
  );
  await manager.query('analyze scope_place');
}

/** Which of these places and sites the actor may name: those of the actor's units, shared ones that serve them from above. */
export async function placesInReach(
  manager: EntityManager,
  actor: Actor,
  ids: readonly string[],
): Promise<Set<string>> {
  const own = organisationScope(actor, 'p.organisation_id', 3);
  const shared = unitScope(actor, 'p.unit_code', 3);
  const rows = await manager.query<{ id: string }[]>(
    `select p.id from (
       select id, organisation_id, unit_code from place where id = any($1::uuid[])
       union all select id, organisation_id, null from site where id = any($1::uuid[])) p
     where ${own.sql} or ${shared.sql}
       or exists (select from unit_reach r where r.code = p.unit_code and r.reached_code = any($2::text[]))`,
    [ids, actor.scope.unitCodes ?? [], ...own.parameters],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The contacts of a trace who were at the places of `scope_place` during the window. */
export async function contactsThere(
  manager: EntityManager,
  traceId: string,
  { firstDay, lastDay }: Window,
): Promise<number[]> {
  const rows = await manager.query<{ person_no: number }[]>(
    `select distinct c.person_no from scope_place p
     join stay s on s.place_no = p.no and s.started_at >= p.held_from and s.started_at < p.held_to
     join worker w on w.no = s.worker_no
     join trace_contact c on c.trace_id = $1 and c.person_no = w.person_no
     where s.day between $2::date and $3::date order by c.person_no`,
    [traceId, firstDay, lastDay],
  );
  return rows.map(({ person_no }) => person_no);
}
