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

/** Most are this one, of which nothing is kept but the id. */
export const plainAnswer = (id: string): CheckInAnswer => ({ id, result: 'accepted', decision: 'allow', reasons: [] });

const isPlain = ({ result, decision, reasons }: Decided): boolean =>
  result === 'accepted' && decision === 'allow' && reasons.length === 0;

const STORE = `
  with wish as materialized (
     select * from json_to_recordset($1::json) as w(id uuid, hash bytea, answer jsonb, day date, worker_no int,
       place_no int, organisation_id uuid, direction text, at float8, device_id text, result text, decision text,
       reasons text[], trust text, offline boolean, skew_seconds int, recorded_by uuid, first date, last date)
   ), claimed as (
     insert into check_in_key (id, body_hash, answer, day)
     select id, hash, answer, day from wish order by id
     on conflict (id) do nothing returning id
   ), stored as (
     insert into check_in (day, id, worker_no, place_no, organisation_id, direction, at, device_id, result, decision,
                           reasons, trust, offline, skew_seconds, recorded_by)
     select day, id, worker_no, place_no, organisation_id, direction, to_timestamp(at), device_id, result, decision,
            reasons, trust, offline, skew_seconds, recorded_by
     from wish join claimed using (id) returning id, organisation_id
   ), reached as (
     select distinct s.organisation_id, w.first + n as day
     from stored s join wish w using (id) cross join lateral generate_series(0, w.last - w.first) n
   ), ${REQUESTS}
   select array(select id::text from stored) as fresh, ${RUNG_FOR} as rung`;

/** A check-in as STORE takes it: all of them as one text, which is cheaper to write and to read than columns. */
const rowOf = (one: Decided): object => ({
  id: one.wish.id,
  hash: `\\x${one.wish.hash.toString('hex')}`,
  answer: isPlain(one) ? null : answerOf(one),
  day: localDate(one.wish.at),
  worker_no: one.worker.no,
  place_no: one.place.no,
  organisation_id: one.worker.organisationId,
  direction: one.direction,
  at: one.wish.at,
  device_id: one.wish.actor.deviceId ?? one.wish.deviceId,
  result: one.result,
  decision: one.decision,
  reasons: one.reasons,
  trust: trustOf(one.wish),
  offline: one.wish.offline,
  skew_seconds: one.wish.skewSeconds,
  recorded_by: one.wish.actor.userId,
  ...daysReached(one.wish.at),
});

/**
 * Stores check-ins whose ids are new, each with its answer, and asks for the stays they change, in one statement: what it
 * says is on disk. An id that somebody else is storing at the same time waits for the other to finish; ids are taken in
 * one order, so nobody waits in a circle.
 * @param decided at most one for an id
 * @returns the ids that were new
 */
export async function storeCheckIns(manager: EntityManager, decided: readonly Decided[]): Promise<Set<string>> {
  const [{ fresh }] = await manager.query<[{ fresh: string[] }]>(STORE, [JSON.stringify(decided.map(rowOf))]);
  return new Set(fresh);
}
