// Organisations of one gate each, their workers, and tables like the product's own for the peers.
import { gateGuard } from './rows.mjs';

const UNIT = '24';
const ZONE = 'Asia/Ho_Chi_Minh';
/** Days that may hold what was there before; today and yesterday are left to the run. */
const PAST_DAYS = 19;

/** @returns the gates: place, guard, workers */
export async function makeWorld({ dataSource }, { organisations, workers }) {
  const each = Math.floor(workers / organisations);
  await dataSource.query(
    `insert into administrative_unit (code, name, level, path, valid_from)
     values ($1, 'Tỉnh Bắc Giang', 'province', '/' || $1 || '/', '1997-01-01')`,
    [UNIT],
  );
  await dataSource.query(
    `with made as (
       insert into organisation (id, name, kind, unit_code)
       select uuid_v7(), 'Doanh nghiệp ' || n, 'enterprise', $1 from generate_series(1, $2::int) n returning id
     ), site as (
       insert into site (id, organisation_id, name, unit_code) select uuid_v7(), id, 'Nhà máy', $1 from made
       returning id, organisation_id
     ), gate as (
       insert into place (id, kind, name, code, site_id, organisation_id)
       select uuid_v7(), 'gate', 'Cổng', 'G1', id, organisation_id from site
     )
     select from made`,
    [UNIT, organisations],
  );
  await dataSource.query('insert into person select from generate_series(1, $1::int)', [each * organisations]);
  await dataSource.query(
    `insert into worker (id, person_no, organisation_id, site_id, code, full_name, search_name)
     select uuid_v7(), (row_number() over ())::int, s.organisation_id, s.id, 'W' || n, 'Công nhân ' || n, 'cong nhan ' || n
     from site s cross join generate_series(1, $1::int) n`,
    [each],
  );
  await dataSource.query('vacuum (analyze)');
  return (await gatesOf(dataSource)).map((gate) => ({ ...gate, actor: gateGuard(gate.organisationId) }));
}

const gatesOf = (dataSource) =>
  dataSource.query(
    `select p.no as "placeNo", p.code as "placeCode", p.organisation_id as "organisationId",
       array(select w.no from worker w where w.organisation_id = p.organisation_id order by w.no) as "workerNos",
       array(select w.id::text from worker w where w.organisation_id = p.organisation_id order by w.no) as "workerIds"
     from place p order by p.no`,
  );

/** One table a peer, with the columns, defaults and indexes of check_in, but no partitions and no second table. */
export async function makePeerTables({ dataSource }) {
  for (const table of ['plain_commit', 'copied'])
    await dataSource.query(`create table ${table} (like check_in including all)`);
  await dataSource.query(
    `create table plain_nest (id uuid primary key, worker_id uuid not null, place_code text not null,
       direction text not null, at timestamptz not null, device_id text, recorded_by uuid not null,
       received_at timestamptz not null default now());
     create index on plain_nest (worker_id, at); create index on plain_nest (place_code, at);`,
  );
}

/**
 * What was there before: check-ins with their keys, day after day that is past. Each day's table gets its indexes when it
 * is full: sorting makes them faster than row after row does.
 */
export async function fillUp({ dataSource }, rows) {
  const each = Math.ceil(rows / PAST_DAYS);
  for (let day = 0, left = rows; left > 0; day++, left -= each)
    await fillDay(dataSource, 2 + day, Math.min(each, left));
  await dataSource.query('vacuum (analyze) check_in');
  await dataSource.query('vacuum (analyze) check_in_key');
  await dataSource.query('checkpoint');
}

async function fillDay(dataSource, daysAgo, rows) {
  const [{ day, table }] = await dataSource.query(
    `select day::text, 'check_in_' || to_char(day, 'YYYYMMDD') as table
     from (select (now() at time zone $1)::date - $2::int as day) one`,
    [ZONE, daysAgo],
  );
  await dataSource.query(`create table ${table} (like check_in including defaults including constraints)`);
  await dataSource.query(
    `with wish as materialized (
       select uuid_v7() as id, w.no, w.organisation_id, p.no as place_no,
         ($2::date::timestamp at time zone $3) + make_interval(secs => n % 80000) as at
       from generate_series(1, $1::int) n
         join worker w on w.no = 1 + (n % (select count(*) from worker))
         join place p on p.organisation_id = w.organisation_id
     ), key as (
       insert into check_in_key (id, body_hash, answer, day)
       select id, sha256(id::text::bytea), jsonb_build_object('id', id, 'result', 'accepted', 'decision', 'allow',
         'reasons', '[]'::jsonb), $2::date from wish
     )
     insert into ${table} (day, id, worker_no, place_no, organisation_id, direction, at, result, decision, recorded_by)
     select $2::date, id, no, place_no, organisation_id, 'in', at, 'accepted', 'allow', id from wish`,
    [rows, day, ZONE],
  );
  await dataSource.query(
    `alter table check_in attach partition ${table} for values from ('${day}') to ('${day}'::date + 1)`,
  );
}
