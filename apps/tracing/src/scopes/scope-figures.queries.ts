import type { StoppedLine } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { Window } from './scope-people.queries.js';
import { HUNG } from './scope-places.queries.js';

/** Share of a line's workers without whom it stands still. A convention, without a source. */
const STOPPING_SHARE = 0.5;

/** Where people sleep together. */
const ROOM_KINDS = ['dormitory-room', 'lodging-room'];

/** An assignment that holds on the day of the trace's `asOf`, which is `$1`. */
const HOLDS = 'a.valid_from <= $1::date and (a.valid_to is null or a.valid_to > $1::date)';

export interface ScopeTotals {
  people: number;
  contacts: number;
  score: number;
}

/**
 * Persons by scope, the summed score of all contacts, and how many persons the answer is about. Scores are summed as
 * decimals, so that equal sets have equal sums in whatever order they are read.
 */
export async function totalsOf(
  manager: EntityManager,
): Promise<{ totals: Map<number, ScopeTotals>; risk: number; persons: number }> {
  const rows = await manager.query<(ScopeTotals & { scope: number })[]>(
    `select scope, count(*)::int as people, count(level)::int as contacts,
            coalesce(sum(score::numeric), 0)::float8 as score
     from scope_taken group by scope`,
  );
  const [all] = await manager.query<[{ risk: number; persons: number }]>(
    `select (select coalesce(sum(score::numeric), 0)::float8 from scope_contact) as risk,
            (select count(distinct person_no)::int from scope_taken) as persons`,
  );
  return { totals: new Map(rows.map((row) => [row.scope, row])), ...all };
}

/**
 * Makes `scope_line`: every line where somebody taken is assigned, with the places below it as they stood at `asOf`: who
 * is assigned to one of those belongs to the line. Lasts until the transaction ends.
 */
export async function gatherLines(manager: EntityManager, window: Window): Promise<void> {
  await manager.query('create temp table scope_line (id uuid not null, place_no int not null) on commit drop');
  await manager.query(
    `with recursive ${HUNG}, standing as materialized (
       select place_id, parent_id from hung where held_from <= to_timestamp($2) and held_to > to_timestamp($2)
     ), up as (
       select p.id from place p where p.no in (
         select a.place_no from scope_taken t join worker w on w.person_no = t.person_no
         join assignment a on a.worker_no = w.no and a.kind = 'place' and ${HOLDS})
       union select s.parent_id from up join standing s on s.place_id = up.id where s.parent_id is not null
     ), down as (
       select p.id, p.id as at from up join place p on p.id = up.id and p.kind = 'line'
       union select d.id, s.place_id from down d join standing s on s.parent_id = d.at
     )
     insert into scope_line select d.id, p.no from down d join place p on p.id = d.at`,
    [window.asOfDay, window.to],
  );
  await manager.query('analyze scope_line');
}

/** Lines that would stop, by scope, those with most people taken first. */
export const stoppedLines = (manager: EntityManager, window: Window): Promise<(StoppedLine & { scope: number })[]> =>
  manager.query(
    `with job as materialized (
       select distinct l.id, w.person_no from scope_line l
       join assignment a on a.place_no = l.place_no and a.kind = 'place' and ${HOLDS}
       join worker w on w.no = a.worker_no
     ), staff as (
       select id, count(*)::int as assigned from job group by id
     ), loss as (
       select t.scope, job.id, count(*)::int as taken from job join scope_taken t on t.person_no = job.person_no
       group by t.scope, job.id
     )
     select loss.scope, p.id as "placeId", p.name as "placeName", staff.assigned, loss.taken
     from loss join staff on staff.id = loss.id join place p on p.id = loss.id
     where loss.taken >= staff.assigned * ${STOPPING_SHARE}
     order by loss.scope, loss.taken desc, p.name, p.id`,
    [window.asOfDay],
  );

/**
 * Number of rooms by scope where somebody taken lives, or stayed during the window. Stays are looked up by person and
 * day (`offset 0` keeps it so): reading every stay of the province would take seconds.
 */
export async function touchedRooms(manager: EntityManager, window: Window): Promise<Map<number, number>> {
  const { from, to, firstDay, lastDay, asOfDay } = window;
  const rows = await manager.query<{ scope: number; rooms: number }[]>(
    `with record as materialized (
       select w.no, w.person_no from worker w where w.person_no in (select person_no from scope_taken)
     ), room as materialized (
       select r.person_no, p.no from record r join assignment a on a.worker_no = r.no and a.kind = 'room' and ${HOLDS}
       join place p on p.no = a.place_no and p.kind = any($6)
       union
       select r.person_no, p.no from record r cross join generate_series($2::date, $3::date, '1 day') as d(day)
       cross join lateral (
         select s.place_no from stay s where s.day = d.day::date and s.worker_no = r.no
           and s.ended_at > to_timestamp($4) and s.started_at < to_timestamp($5) offset 0) s
       join place p on p.no = s.place_no and p.kind = any($6))
     select t.scope, count(distinct room.no)::int as rooms
     from scope_taken t join room on room.person_no = t.person_no group by t.scope`,
    [asOfDay, firstDay, lastDay, from, to, ROOM_KINDS],
  );
  return new Map(rows.map(({ scope, rooms: count }) => [scope, count]));
}
