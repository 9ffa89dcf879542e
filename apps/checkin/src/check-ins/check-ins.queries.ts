import { localDate, type Actor, type CheckInAnswer, type PlaceKind } from '@app/contracts';
import { organisationScope } from '@app/database';
import type { EntityManager } from 'typeorm';

export interface KnownAnswer {
  hash: Buffer;
  answer: CheckInAnswer;
}

/** The first answers to these ids, where they were used before. */
export async function firstAnswers(manager: EntityManager, ids: readonly string[]): Promise<Map<string, KnownAnswer>> {
  const rows = await manager.query<({ id: string } & KnownAnswer)[]>(
    'select id, body_hash as hash, answer from check_in_key where id = any($1::uuid[])',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export interface WorkerRow {
  id: string;
  no: number;
  organisationId: string;
  status: 'active' | 'left';
  endDate: string | null;
  /** Path of the organisation's administrative unit. */
  unitPath: string;
  badgeVersion: number;
  phoneVersion: number;
  /** Whether it lies inside the caller's scope. */
  mine: boolean;
  by: 'id' | 'no' | 'card';
  /** Keyed hash of the person's identity number in hexadecimal digits, where it was found by that. */
  identityHash: string | null;
  /** Of the organisation: a drill, and its own limit of days. */
  exercise: boolean;
  presenceDays: number | null;
}

/** How workers are referred to. */
export interface WorkersAsked {
  ids: readonly string[];
  nos: readonly number[];
  /** Keyed hashes of identity numbers, in hexadecimal digits. */
  hashes: readonly string[];
}

/** The workers with these ids, those with these numbers, and the caller's with these identity numbers, in one statement. */
export function workersMeant(
  manager: EntityManager,
  actor: Actor,
  { ids, nos, hashes }: WorkersAsked,
): Promise<WorkerRow[]> {
  const scope = organisationScope(actor, 'w.organisation_id', 4);
  const columns = `w.id, w.no, w.organisation_id as "organisationId", w.status, w.end_date::text as "endDate",
    u.path as "unitPath", w.badge_version as "badgeVersion", w.phone_version as "phoneVersion", (${scope.sql}) as mine,
    o.exercise, o.presence_days as "presenceDays"`;
  const joins = `join organisation o on o.id = w.organisation_id join administrative_unit u on u.code = o.unit_code`;
  return manager.query<WorkerRow[]>(
    `select ${columns}, 'id' as by, null as "identityHash" from worker w ${joins} where w.id = any($1::uuid[])
     union all
     select ${columns}, 'no', null from worker w ${joins} where w.no = any($2::int[])
     union all
     select ${columns}, 'card', encode(n.identity_hash, 'hex')
     from person n join worker w on w.person_no = n.no ${joins}
     where n.identity_hash = any($3::bytea[]) and (${scope.sql})`,
    [ids, nos, hashes.map((hash) => Buffer.from(hash, 'hex')), ...scope.parameters],
  );
}

export interface PlaceRow {
  no: number;
  code: string;
  kind: PlaceKind;
  siteId: string | null;
  /** Null for shared places. */
  organisationId: string | null;
  /** Code and path of the unit a shared place belongs to. */
  unitCode: string | null;
  unitPath: string | null;
  posterVersion: number;
  by: 'code' | 'no';
}

/** The places with these codes (of these organisations, or shared), and those with these numbers, in one statement. */
export function placesMeant(
  manager: EntityManager,
  organisationIds: readonly string[],
  codes: readonly string[],
  nos: readonly number[],
): Promise<PlaceRow[]> {
  const columns = `p.no, p.code, p.kind, p.site_id as "siteId", p.organisation_id as "organisationId",
    p.unit_code as "unitCode", u.path as "unitPath", p.poster_version as "posterVersion"`;
  const join = 'left join administrative_unit u on u.code = p.unit_code';
  return manager.query<PlaceRow[]>(
    `select ${columns}, 'code' as by from place p ${join}
     where p.code = any($2::text[]) and (p.organisation_id = any($1::uuid[]) or p.organisation_id is null)
     union all
     select ${columns}, 'no' from place p ${join} where p.no = any($3::int[])`,
    [organisationIds, codes, nos],
  );
}

export interface EarlierRow {
  workerNo: number;
  placeNo: number;
  direction: 'in' | 'out';
  at: number;
}

/** What workers did in the `reach` seconds before each given instant, as far as nobody stopped them. */
export function earlierCheckIns(
  manager: EntityManager,
  asked: readonly { workerNo: number; at: number }[],
  reach: number,
): Promise<EarlierRow[]> {
  const instants = asked.map(({ at }) => at);
  const [first, last] = [Math.min(...instants) - reach, Math.max(...instants)];
  return manager.query<EarlierRow[]>(
    `select c.worker_no as "workerNo", c.place_no as "placeNo", c.direction, extract(epoch from c.at)::float8 as at
     from (select worker_no, to_timestamp(min(at) - $3) as first, to_timestamp(max(at)) as last
           from unnest($1::int[], $2::float8[]) as one(worker_no, at) group by worker_no) a
     join check_in c on c.worker_no = a.worker_no and c.at >= a.first and c.at <= a.last
     where c.day between $4::date and $5::date and c.decision <> 'stop' and c.voided_at is null`,
    [asked.map(({ workerNo }) => workerNo), instants, reach, localDate(first), localDate(last)],
  );
}
