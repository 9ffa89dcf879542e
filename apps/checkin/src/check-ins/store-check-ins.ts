import { localDate, type CheckInAnswer } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { daysReached, REQUESTS, RUNG_FOR } from '../stays/derivation-requests.js';
import type { Decided } from './decided.js';
import { trustOf } from './wish.js';

export const answerOf = ({ wish, result, decision, reasons }: Decided): CheckInAnswer => ({
  id: wish.id,
  result,
  decision,
  reasons,
});

const STORE = `
  with wish as (
     select * from unnest($1::uuid[], $2::bytea[], $3::text[], $4::date[], $5::int[], $6::int[], $7::uuid[],
                          $8::text[], $9::float8[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
                          $15::boolean[], $16::int[], $17::uuid[], $18::date[], $19::date[])
     with ordinality as w(id, hash, answer, day, worker_no, place_no, organisation_id, direction, at, device_id,
                          result, decision, reasons, trust, offline, skew_seconds, recorded_by, first, last, position)
   ), claimed as (
     insert into check_in_key (id, body_hash, answer, day)
     select id, hash, answer::jsonb, day from wish order by position
     on conflict (id) do nothing returning id
   ), stored as (
     insert into check_in (day, id, worker_no, place_no, organisation_id, direction, at, device_id, result, decision,
                           reasons, trust, offline, skew_seconds, recorded_by)
     select day, id, worker_no, place_no, organisation_id, direction, to_timestamp(at), device_id, result, decision,
            string_to_array(reasons, ','), trust, offline, skew_seconds, recorded_by
     from wish join claimed using (id) returning id, organisation_id
   ), reached as (
     select distinct s.organisation_id, w.first + n as day
     from stored s join wish w using (id) cross join lateral generate_series(0, w.last - w.first) n
   ), ${REQUESTS}
   select array(select id::text from stored) as fresh, ${RUNG_FOR} as rung`;

/** The columns that STORE takes. */
function columnsOf(rows: readonly Decided[]): unknown[][] {
  const column = <T>(value: (row: Decided) => T): T[] => rows.map(value);
  return [
    column(({ wish }) => wish.id),
    column(({ wish }) => wish.hash),
    column((row) => JSON.stringify(answerOf(row))),
    column(({ wish }) => localDate(wish.at)),
    column(({ worker }) => worker.no),
    column(({ place }) => place.no),
    column(({ worker }) => worker.organisationId),
    column(({ direction }) => direction),
    column(({ wish }) => wish.at),
    column(({ wish }) => wish.actor.deviceId ?? wish.deviceId),
    column(({ result }) => result),
    column(({ decision }) => decision),
    column(({ reasons }) => reasons.join(',')),
    column(({ wish }) => trustOf(wish)),
    column(({ wish }) => wish.offline),
    column(({ wish }) => wish.skewSeconds),
    column(({ wish }) => wish.actor.userId),
    column(({ wish }) => daysReached(wish.at).first),
    column(({ wish }) => daysReached(wish.at).last),
  ];
}

/**
 * Stores check-ins whose ids are new, each with its answer, and asks for the stays they change, in one statement: what it
 * says is on disk. An id that somebody else is storing at the same time waits for the other to finish; ids are taken in
 * one order, so nobody waits in a circle.
 * @param decided at most one for an id
 * @returns the ids that were new
 */
export async function storeCheckIns(manager: EntityManager, decided: readonly Decided[]): Promise<Set<string>> {
  const rows = [...decided].sort((a, b) => (a.wish.id < b.wish.id ? -1 : 1));
  const [{ fresh }] = await manager.query<[{ fresh: string[] }]>(STORE, columnsOf(rows));
  return new Set(fresh);
}
