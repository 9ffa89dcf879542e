import type { Actor } from '@app/contracts';
import { copyInto, type CopyValue, organisationScope } from '@app/database';
import type { EntityManager, QueryRunner } from 'typeorm';

export interface Derivation {
  organisationId: string;
  day: string;
  requested: number;
  done: number;
}

const COLUMNS = 'organisation_id as "organisationId", day::text, requested, done';

export async function derivationOf(manager: EntityManager, id: string): Promise<Derivation | undefined> {
  const rows = await manager.query<Derivation[]>(`select ${COLUMNS} from stay_derivation where id = $1`, [id]);
  return rows[0];
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
}

/** Check-ins of an organisation's workers in `[from, to)` that nobody stopped, grouped by worker. */
export function presentBetween(
  manager: EntityManager,
  organisationId: string,
  { from, to }: { from: number; to: number },
  days: { first: string; last: string },
): Promise<EventRow[]> {
  return manager.query<EventRow[]>(
    `select worker_no as "workerNo", place_no as "placeNo", direction, extract(epoch from at)::float8 as at
     from check_in
     where organisation_id = $1 and at >= to_timestamp($2) and at < to_timestamp($3)
       and day between $4::date and $5::date and decision <> 'stop'
     order by worker_no`,
    [organisationId, from, to, days.first, days.last],
  );
}

export interface ShiftRow {
  workerNo: number;
  shift: string;
  from: string;
  to: string | null;
}

/** The shifts that an organisation's workers had on these local days. */
export function shiftsOf(
  manager: EntityManager,
  organisationId: string,
  days: { first: string; last: string },
): Promise<ShiftRow[]> {
  return manager.query<ShiftRow[]>(
    `select a.worker_no as "workerNo", a.shift, a.valid_from::text as from, a.valid_to::text as to
     from assignment a join worker w on w.no = a.worker_no
     where w.organisation_id = $1 and a.kind = 'shift' and a.shift is not null
       and a.valid_from <= $3::date and (a.valid_to is null or a.valid_to > $2::date)
     order by a.worker_no, a.valid_from desc`,
    [organisationId, days.first, days.last],
  );
}

/**
 * Makes the stays derived for a day those given: takes away what is no longer so, adds what is new, leaves the rest
 * untouched. Imports and stays of other evidence are not its business.
 * @param rows worker_no, place_no, from, to (epoch seconds), evidence
 */
export async function replaceDerivedStays(
  runner: QueryRunner,
  { organisationId, day }: Derivation,
  rows: Iterable<CopyValue[]>,
): Promise<void> {
  await runner.query(`create temp table derived_stay (worker_no int, place_no int, started float8, ended float8,
    evidence stay_evidence) on commit drop`);
  await copyInto(runner, 'derived_stay', ['worker_no', 'place_no', 'started', 'ended', 'evidence'], rows);
  await runner.query('analyze derived_stay');
  await runner.query(
    `delete from stay s using worker w
     where s.day = $2::date and s.import_id is null and s.evidence in ('scan', 'scan-inferred')
       and w.no = s.worker_no and w.organisation_id = $1
       and not exists (select from derived_stay d where d.worker_no = s.worker_no and d.place_no = s.place_no
         and to_timestamp(d.started) = s.started_at and to_timestamp(d.ended) = s.ended_at and d.evidence = s.evidence)`,
    [organisationId, day],
  );
  await runner.query(
    `insert into stay (day, worker_no, place_no, started_at, ended_at, evidence)
     select $1::date, worker_no, place_no, to_timestamp(started), to_timestamp(ended), evidence from derived_stay
     on conflict do nothing`,
    [day],
  );
}

/** Notes up to which request the stays are worked out, and how many there are. */
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
