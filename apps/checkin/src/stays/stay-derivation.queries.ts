import type { Actor } from '@app/contracts';
import { organisationScope } from '@app/database';
import { DERIVED, type DerivedStay } from './derive-stays.js';
import type { EntityManager } from 'typeorm';

export interface Derivation {
  organisationId: string;
  day: string;
  requested: number;
  done: number;
}

const COLUMNS = 'organisation_id as "organisationId", day::text, requested, done';

/**
 * Begins a run: what was requested up to now is its business. Waits for the transactions that left their check-ins to it
 * (`days_to_request`), so that whatever it reads afterwards holds them; call it in a transaction of its own.
 */
export async function takeDerivation(manager: EntityManager, id: string): Promise<Derivation | undefined> {
  await manager.query(
    `select pg_advisory_xact_lock('stay_derivation'::regclass::integer, derivation_lock(organisation_id))
     from stay_derivation where id = $1`,
    [id],
  );
  const sql = `update stay_derivation set taken = requested where id = $1 and requested > done returning ${COLUMNS}`;
  const [[row]] = await manager.query<[Derivation[], number]>(sql, [id]);
  return row;
}

/** Locks the derivation as whoever requests it does, before the work's row: both in the same order. */
export async function lockDerivation(manager: EntityManager, id: string): Promise<Derivation> {
  const sql = `select ${COLUMNS} from stay_derivation where id = $1 for update`;
  const [row] = await manager.query<[Derivation]>(sql, [id]);
  return row;
}

export interface EventRow {
  workerNo: number;
  placeNo: number;
  direction: 'in' | 'out';
  at: number;
  stopped: boolean;
}

/** The numbers of an organisation's workers, ascending. */
export async function workerNosOf(manager: EntityManager, organisationId: string): Promise<number[]> {
  const sql = 'select array(select no from worker where organisation_id = $1 order by no) as nos';
  const [{ nos }] = await manager.query<[{ nos: number[] }]>(sql, [organisationId]);
  return nos;
}

/** Check-ins of some workers in `[from, to)` that no rule holds back, grouped by worker. */
export function presentBetween(
  manager: EntityManager,
  workerNos: readonly number[],
  { from, to }: { from: number; to: number },
  days: { first: string; last: string },
): Promise<EventRow[]> {
  return manager.query<EventRow[]>(
    `select worker_no as "workerNo", place_no as "placeNo", direction, extract(epoch from at)::float8 as at,
            decision = 'stop' as stopped
     from check_in
     where worker_no = any($1::int[]) and at >= to_timestamp($2) and at < to_timestamp($3)
       and day between $4::date and $5::date and voided_at is null and not held
     order by worker_no`,
    [workerNos, from, to, days.first, days.last],
  );
}

export interface ApartRow {
  workerNo: number;
  from: number;
  /** Null: to this day. */
  to: number | null;
}

/** Recorded isolation of some workers, under whichever record (contact-rules, 3.5), that touches `[from, to)`. */
export function isolatedBetween(
  manager: EntityManager,
  workerNos: readonly number[],
  { from, to }: { from: number; to: number },
): Promise<ApartRow[]> {
  return manager.query<ApartRow[]>(
    `with record as (
       select w.no, s.no as record_no, s.id from worker w join worker s on s.person_no = w.person_no
       where w.no = any($1::int[])
     ), apart as (
       select r.no, i.started_at, i.ended_at from isolation i join record r on r.record_no = i.worker_no
       union all
       select r.no, c.isolated_at, null from case_record c join record r on r.id = c.worker_id
       where c.status = 'open' and c.isolated_at is not null
     )
     select no as "workerNo", extract(epoch from started_at)::float8 as "from",
       extract(epoch from ended_at)::float8 as "to"
     from apart where started_at < to_timestamp($3) and (ended_at is null or ended_at > to_timestamp($2))`,
    [workerNos, from, to],
  );
}

export interface ImportedRow {
  workerNo: number;
  placeNo: number;
  from: number;
  to: number;
}

/** The stays of some workers on a day that somebody has measured or entered elsewhere. */
export function importedOn(manager: EntityManager, workerNos: readonly number[], day: string): Promise<ImportedRow[]> {
  return manager.query<ImportedRow[]>(
    `select worker_no as "workerNo", place_no as "placeNo", extract(epoch from started_at)::float8 as "from",
       extract(epoch from ended_at)::float8 as "to"
     from stay where day = $2::date and worker_no = any($1::int[]) and import_id is not null`,
    [workerNos, day],
  );
}

/** A derived stay of a worker; instants in epoch seconds. */
export interface DerivedRow extends DerivedStay {
  workerNo: number;
}

const GIVEN = `unnest($3::int[], $4::int[], $5::float8[], $6::float8[], $7::stay_evidence[])
  as d(worker_no, place_no, started, ended, evidence)`;

/**
 * Makes the stays derived for some workers on a day those given: takes away what is no longer so, adds what is new, leaves
 * the rest untouched. Imports and stays of other evidence are not its business.
 */
export async function replaceDerivedStays(
  manager: EntityManager,
  day: string,
  workerNos: readonly number[],
  rows: readonly DerivedRow[],
): Promise<void> {
  const given = [
    rows.map(({ workerNo }) => workerNo),
    rows.map(({ placeNo }) => placeNo),
    rows.map(({ from }) => from),
    rows.map(({ to }) => to),
    rows.map(({ evidence }) => evidence),
  ];
  await manager.query(
    `delete from stay s
     where s.day = $2::date and s.worker_no = any($1::int[])
       and s.import_id is null and s.evidence = any($8::stay_evidence[])
       and not exists (select from ${GIVEN} where d.worker_no = s.worker_no and d.place_no = s.place_no
         and to_timestamp(d.started) = s.started_at and to_timestamp(d.ended) = s.ended_at and d.evidence = s.evidence)`,
    [workerNos, day, ...given, DERIVED],
  );
  if (rows.length === 0) return;
  await manager.query(
    `insert into stay (day, worker_no, place_no, started_at, ended_at, evidence)
     select $2::date, d.worker_no, d.place_no, to_timestamp(d.started), to_timestamp(d.ended), d.evidence
     from ${GIVEN} where d.worker_no = any($1::int[]) on conflict do nothing`,
    [workerNos, day, ...given],
  );
}

export async function derivationDone(
  manager: EntityManager,
  id: string,
  requested: number,
  stays: number,
): Promise<void> {
  await manager.query('update stay_derivation set done = $2, stays = $3 where id = $1', [id, requested, stays]);
}

export interface DerivationCounts {
  /** Days of organisations whose check-ins have not all become stays yet. */
  pending: number;
  derivedStays: number;
}

/** How far derivation has come, over the organisations in the actor's scope. */
export async function derivationCounts(manager: EntityManager, actor: Actor): Promise<DerivationCounts> {
  const scope = organisationScope(actor, 'd.organisation_id', 1);
  const rows = await manager.query<DerivationCounts[]>(
    `select count(*) filter (where d.requested > d.done)::int as pending,
            coalesce(sum(d.stays), 0)::float8 as "derivedStays"
     from stay_derivation d where ${scope.sql}`,
    scope.parameters,
  );
  return rows[0]!;
}
