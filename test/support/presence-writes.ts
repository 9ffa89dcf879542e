import { EVIDENCE, startOfDate } from '@app/contracts';
import fc from 'fast-check';
import type { EntityManager } from 'typeorm';

/** The local days in which everything happens; the last two have no partition until somebody was there. */
export const DAYS = ['2021-05-22', '2021-05-23', '2021-05-24', '2021-05-25', '2021-05-26', '2021-05-27'];
export const FIRST_DAYS = DAYS.slice(0, 4);

/** One statement that writes to the database. Rows are named by position, which wraps. */
export interface Write {
  run: (manager: EntityManager) => Promise<void>;
  toString: () => string;
}

const write = (name: string, drawn: fc.Arbitrary<readonly unknown[]>, sql: string): fc.Arbitrary<Write> =>
  drawn.map((values) => ({
    run: async (manager) => void (await manager.query(sql, [...values])),
    toString: () => `${name} ${JSON.stringify(values)}`,
  }));

const ORDER = {
  worker: 'no',
  place: 'no',
  stay: 'day, started_at, worker_no, place_no, id',
  proximity: 'day, started_at, worker_no, other_no, id',
  isolation: 'started_at, worker_no, id',
  organisation: 'name',
} as const;

/** The row of a table at a position, or nothing where the table is empty. */
const nth = (table: keyof typeof ORDER, parameter: string): string =>
  `(select * from ${table} order by ${ORDER[table]}
    offset mod(${parameter}::int, greatest(1, (select count(*) from ${table})::int)) limit 1)`;

const position = fc.nat(30);
/** Day, from and to (epoch seconds), inside one local day. */
const spanOn = (days: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...days), fc.nat(12), fc.constantFrom(10, 15, 60, 120, 300, 900))
    .map(([day, half, minutes]) => {
      const from = startOfDate(day) + 6 * 3600 + half * 1800;
      return [day, from, Math.min(startOfDate(day) + 86_400, from + minutes * 60)] as const;
    });
const span = spanOn(FIRST_DAYS);
const evidence = fc.constantFrom(...EVIDENCE);
const stayOf = (when: typeof span) =>
  fc.tuple(when, position, position, evidence).map(([times, ...rest]) => [...times, ...rest]);

const INTO_STAY = 'insert into stay (day, worker_no, place_no, started_at, ended_at, evidence)';
/** A stay out of the parameters of `stayOf`, `offset` seconds late. */
const newStay = (offset = 0): string => `${INTO_STAY}
  select $1::date, w.no, p.no, to_timestamp($2::float8 + ${offset}), to_timestamp($3), $6::stay_evidence
  from ${nth('worker', '$4')} w, ${nth('place', '$5')} p on conflict do nothing`;

export const addStay = write('add a stay', stayOf(span), newStay());
const removeStay = write(
  'take a stay back',
  fc.tuple(position),
  `delete from stay where id = (select id from ${nth('stay', '$1')} s)`,
);
const becomeOne = write(
  'two records become one person',
  fc.tuple(position, position),
  `update worker set person_no = o.person_no from ${nth('worker', '$2')} o
   where worker.no = (select no from ${nth('worker', '$1')} w)`,
);

/** Writes that wait for none of `addStay`, nor that for them: both may be under way at a time. */
export const writeApart = fc.oneof(write('add a stay a second late', stayOf(span), newStay(1)), removeStay, becomeOne);

const corrections = [
  removeStay,
  write(
    'correct a stay',
    fc.tuple(span, position, position, position).map(([times, ...rest]) => [...times, ...rest]),
    `update stay set day = $1, started_at = to_timestamp($2), ended_at = to_timestamp($3), worker_no = w.no, place_no = p.no
     from ${nth('worker', '$4')} w, ${nth('place', '$5')} p
     where stay.id = (select id from ${nth('stay', '$6')} s) and not exists (
       select from stay o where o.day = $1 and o.worker_no = w.no and o.place_no = p.no and o.started_at = to_timestamp($2))`,
  ),
  write(
    'all who were at a place were at another',
    fc.tuple(position, position),
    `update stay set place_no = p.no from ${nth('place', '$2')} p
     where stay.place_no = (select no from ${nth('place', '$1')} p) and not exists (
       select from stay o where o.day = stay.day and o.worker_no = stay.worker_no and o.place_no = p.no
         and o.started_at = stay.started_at)`,
  ),
  write('nobody was anywhere on a day', fc.tuple(fc.constantFrom(...DAYS)), 'delete from stay where day = $1'),
];

const proximity = [
  write(
    'two were near each other',
    fc.tuple(span, position, position).map(([times, ...rest]) => [...times, ...rest]),
    `insert into proximity (day, worker_no, other_no, started_at, ended_at)
     select $1::date, least(a.no, b.no), greatest(a.no, b.no), to_timestamp($2), to_timestamp($3)
     from ${nth('worker', '$4')} a, ${nth('worker', '$5')} b where a.no <> b.no on conflict do nothing`,
  ),
  write(
    'two were not near each other',
    fc.tuple(position),
    `delete from proximity where id = (select id from ${nth('proximity', '$1')} p)`,
  ),
];

const people = [
  becomeOne,
  write(
    'a record becomes a person of its own',
    fc.tuple(position),
    `with fresh as (insert into person default values returning no)
     update worker set person_no = fresh.no from fresh where worker.no = (select no from ${nth('worker', '$1')} w)`,
  ),
  write(
    'somebody new comes, and is somewhere',
    stayOf(span),
    `with fresh as (insert into person default values returning no), hired as (
       insert into worker (id, person_no, organisation_id, code, full_name, search_name)
       select uuid_v7(), fresh.no, o.id, 'N' || fresh.no, 'x', 'x' from fresh, ${nth('organisation', '$4')} o returning no
     )
     ${INTO_STAY} select $1::date, hired.no, p.no, to_timestamp($2), to_timestamp($3), $6::stay_evidence
     from hired, ${nth('place', '$5')} p`,
  ),
  write(
    'a worker gets another code',
    fc.tuple(position, fc.nat(99)),
    `update worker set code = 'C' || $2 || '-' || no where no = (select no from ${nth('worker', '$1')} w)`,
  ),
  write(
    'a record is deleted, its stays remain',
    fc.tuple(position),
    `with freed as (delete from isolation where worker_no = (select no from ${nth('worker', '$1')} w))
     delete from worker where no = (select no from ${nth('worker', '$1')} w)`,
  ),
  write(
    'an organisation is deleted with its workers and their stays',
    fc.tuple(position),
    `with gone as (select id from ${nth('organisation', '$1')} o where (select count(*) from organisation) > 1),
     fired as (delete from worker where organisation_id in (select id from gone) returning no),
     freed as (delete from isolation where worker_no in (select no from fired)),
     forgotten as (delete from stay where worker_no in (select no from fired)),
     apart as (delete from proximity where worker_no in (select no from fired) or other_no in (select no from fired))
     select`,
  ),
  write(
    'somebody is isolated',
    fc.tuple(span, position, fc.boolean()).map(([times, ...rest]) => [...times.slice(1), ...rest]),
    `insert into isolation (id, worker_no, started_at, ended_at, reason, created_by)
     select uuid_v7(), no, to_timestamp($1), case when $4 then to_timestamp($2) end, 'x', uuid_v7() from ${nth('worker', '$3')} w`,
  ),
  write(
    'somebody is isolated no longer',
    fc.tuple(position),
    `delete from isolation where id = (select id from ${nth('isolation', '$1')} i)`,
  ),
];

const places = [
  write(
    'a new place, with somebody in it',
    stayOf(span),
    `with built as (
       insert into place (id, kind, name, code, site_id, organisation_id, unit_code, parent_id)
       select uuid_v7(), case when mod($5::int, 2) = 0 then 'line' else 'workstation' end, 'x', uuid_v7()::text,
         site_id, organisation_id, unit_code, id from ${nth('place', '$5')} p returning no
     )
     ${INTO_STAY} select $1::date, w.no, built.no, to_timestamp($2), to_timestamp($3), $6::stay_evidence
     from built, ${nth('worker', '$4')} w`,
  ),
  // as services do: nothing comes to stand in itself, and each move is later than the one before
  write(
    'a place is hung elsewhere, from then on or from now on',
    fc.tuple(span, position, position, fc.boolean()).map(([[, from], ...rest]) => [from, ...rest]),
    `with recursive moved as (select * from ${nth('place', '$2')} p), inside as (
       select id from moved union all select p.id from place p join inside on p.parent_id = inside.id
     ), target as (
       select t.id from ${nth('place', '$3')} t, moved
       where t.site_id is not distinct from moved.site_id and t.id not in (select id from inside)
     ), noted as (
       insert into place_move (place_id, from_parent_id, to_parent_id, moved_at, moved_by)
       select moved.id, moved.parent_id, target.id,
         greatest(case when $4 then now() else to_timestamp($1) end, (select max(moved_at) from place_move)), moved.id
       from moved, target
     )
     update place set parent_id = target.id from moved, target where place.id = moved.id`,
  ),
];

const strange = [
  stayOf(spanOn(DAYS.slice(4))).map((values): Write => ({
    run: async (manager) => {
      await manager.query(`select ensure_day_partition('stay', $1)`, [values[0]]);
      await manager.query(newStay(), values);
    },
    toString: () => `a day comes that nobody has seen ${JSON.stringify(values)}`,
  })),
  write(
    'a stay of a worker or at a place that is not there',
    stayOf(span),
    `${INTO_STAY} select $1::date, case when mod($4::int, 2) = 0 then 900 else w.no end,
       case when mod($4::int, 2) = 1 then 900 else p.no end, to_timestamp($2), to_timestamp($3), $6::stay_evidence
     from ${nth('worker', '$4')} w, ${nth('place', '$5')} p on conflict do nothing`,
  ),
  write(
    'the worker who was not there comes',
    fc.tuple(position),
    `insert into worker (id, no, person_no, organisation_id, code, full_name, search_name)
     select uuid_v7(), 900, p.person_no, o.id, 'LATE', 'x', 'x' from ${nth('worker', '$1')} p, ${nth('organisation', '$1')} o
     on conflict do nothing`,
  ),
  write(
    'the place that was not there is built',
    fc.tuple(position),
    `insert into place (id, no, kind, name, code, site_id, organisation_id, unit_code, parent_id)
     select uuid_v7(), 900, 'office', 'x', 'LATE', site_id, organisation_id, unit_code, id from ${nth('place', '$1')} p
     on conflict do nothing`,
  ),
];

export const anyWrite: fc.Arbitrary<Write> = fc.oneof(
  { weight: 2, arbitrary: addStay },
  ...[corrections, proximity, people, places, strange].flat().map((arbitrary) => ({ weight: 1, arbitrary })),
);
