import { dayNumberOfDate, dateOfDayNumber } from '@app/contracts';
import { Partitions } from '@app/database';
import type { DataSource } from 'typeorm';
import { makeOrganisation, makeSite } from './factories.js';

export interface CrowdGiven {
  workers: number;
  /** Local dates. */
  days: readonly string[];
  /** Stays of each worker each day, half an hour from the start of one to that of the next, from 06:00. */
  perDay?: number;
  /** How many work side by side, more or less; tomorrow each of them works with others. */
  perLine?: number;
}

/** So many local dates from one on. */
export const daysFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => dateOfDayNumber(dayNumberOfDate(first) + i));

/** A factory full of people, made by the database itself. Gives the numbers and ids of their records in order of code. */
export async function makeCrowd(db: DataSource, given: CrowdGiven): Promise<{ no: number; id: string }[]> {
  const { workers, days, perDay = 12, perLine = 10 } = given;
  const organisation = await makeOrganisation(db);
  const site = await makeSite(db, organisation);
  const lines = Math.ceil(workers / perLine);
  await db.query(
    `insert into place (id, kind, name, code, site_id, organisation_id)
     select uuid_v7(), 'line', 'L' || n, 'L' || n, $1, $2 from generate_series(0, $3::int - 1) n`,
    [site.id, organisation.id, lines],
  );
  const people = await db.query<{ no: number; id: string }[]>(
    `with fresh as (insert into person (identity_hash) select null from generate_series(1, $2) returning no)
     insert into worker (id, person_no, organisation_id, code, full_name, search_name)
     select uuid_v7(), no, $1, 'W' || lpad(no::text, 7, '0'), 'x', 'x' from fresh order by no returning no, id`,
    [organisation.id, workers],
  );
  await new Partitions(db).ensure('stay', days);
  await db.query(
    `insert into stay (day, worker_no, place_no, started_at, ended_at, evidence)
     select d.day, w.no, l.no, t.at, t.at + interval '25 minutes', 'roster'
     from unnest($2::date[]) with ordinality as d(day, number)
     cross join (select no, (row_number() over (order by no) - 1)::int as i from worker where organisation_id = $1) w
     join (select no, substr(code, 2)::int as i from place where organisation_id = $1) l
       on l.i = mod(abs(hashint4(w.i * 64 + d.number::int)::bigint), $4)
     cross join lateral (
       select (d.day + time '06:00') at time zone 'Asia/Ho_Chi_Minh' + k * interval '30 minutes' as at
       from generate_series(0, $3::int - 1) k
     ) t`,
    [organisation.id, days, perDay, lines],
  );
  await db.query('analyze worker, place, stay');
  return people.sort((a, b) => a.no - b.no);
}
