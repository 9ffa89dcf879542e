import { localDate, type CheckInAnswer } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { requestDerivations } from '../stays/derivation-requests.js';
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
                          $15::boolean[], $16::int[], $17::uuid[])
     with ordinality as w(id, hash, answer, day, worker_no, place_no, organisation_id, direction, at, device_id,
                          result, decision, reasons, trust, offline, skew_seconds, recorded_by, position)
   ), claimed as (
     insert into check_in_key (id, body_hash, answer, day)
     select id, hash, answer::jsonb, day from wish order by position
     on conflict (id) do nothing returning id
   )
   insert into check_in (day, id, worker_no, place_no, organisation_id, direction, at, device_id, result, decision,
                         reasons, trust, offline, skew_seconds, recorded_by)
   select day, id, worker_no, place_no, organisation_id, direction, to_timestamp(at), device_id, result, decision,
          string_to_array(reasons, ','), trust, offline, skew_seconds, recorded_by
   from wish join claimed using (id) returning id`;

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
  ];
}

/**
 * Stores check-ins whose ids are new, each with its answer, and asks for the stays they change. An id that somebody else
 * is storing at the same time waits for the other to finish; ids are taken in one order, so nobody waits in a circle.
 * @param decided at most one for an id
 * @returns the ids that were new
 */
export async function storeCheckIns(manager: EntityManager, decided: readonly Decided[]): Promise<Set<string>> {
  const rows = [...decided].sort((a, b) => (a.wish.id < b.wish.id ? -1 : 1));
  const stored = await manager.query<{ id: string }[]>(STORE, columnsOf(rows));
  const fresh = new Set(stored.map(({ id }) => id));
  const present = rows.filter(({ wish, decision }) => fresh.has(wish.id) && decision !== 'stop');
  await requestDerivations(
    manager,
    present.map(({ worker, wish }) => ({ organisationId: worker.organisationId, at: wish.at })),
  );
  return fresh;
}
