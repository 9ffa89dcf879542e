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
  /** Whether it lies inside the caller's scope. */
  mine: boolean;
  badge: string | null;
}

/** The workers with these ids, and those with these badges, in one statement. */
export function workersMeant(
  manager: EntityManager,
  actor: Actor,
  ids: readonly string[],
  badges: readonly string[],
): Promise<WorkerRow[]> {
  const scope = organisationScope(actor, 'w.organisation_id', 3);
  const columns = `w.id, w.no, w.organisation_id as "organisationId", w.status, w.end_date::text as "endDate",
    u.path as "unitPath", (${scope.sql}) as mine`;
  const joins = `join organisation o on o.id = w.organisation_id join administrative_unit u on u.code = o.unit_code`;
  return manager.query<WorkerRow[]>(
    `select ${columns}, null as badge from worker w ${joins} where w.id = any($1::uuid[])
     union all
     select ${columns}, t.token from code_token t join worker w on w.no = t.worker_no ${joins}
     where t.token = any($2::text[]) and t.kind = 'badge' and t.revoked_at is null`,
    [ids, badges, ...scope.parameters],
  );
}

export interface PlaceRow {
  no: number;
  code: string;
  kind: PlaceKind;
  siteId: string | null;
  /** Null for shared places. */
  organisationId: string | null;
  /** Path of the unit a shared place belongs to. */
  unitPath: string | null;
  token: string | null;
}

/** The places with these codes (of these organisations, or shared), and those with these tokens, in one statement. */
export function placesMeant(
  manager: EntityManager,
  organisationIds: readonly string[],
  codes: readonly string[],
  tokens: readonly string[],
): Promise<PlaceRow[]> {
  const columns = `p.no, p.code, p.kind, p.site_id as "siteId", p.organisation_id as "organisationId",
    u.path as "unitPath"`;
  const join = 'left join administrative_unit u on u.code = p.unit_code';
  return manager.query<PlaceRow[]>(
    `select ${columns}, null as token from place p ${join}
     where p.code = any($2::text[]) and (p.organisation_id = any($1::uuid[]) or p.organisation_id is null)
     union all
     select ${columns}, t.token from code_token t join place p on p.no = t.place_no ${join}
     where t.token = any($3::text[]) and t.kind = 'place' and t.revoked_at is null`,
    [organisationIds, codes, tokens],
  );
}

export interface IsolationRow {
  workerNo: number;
  from: number;
  to: number | null;
}

/** Recorded isolation of the persons behind these records, an open case's own included (contact-rules, 3.5). */
export function isolationsOf(manager: EntityManager, workerNos: readonly number[]): Promise<IsolationRow[]> {
  return manager.query<IsolationRow[]>(
    `with same as (
       select w.no as "workerNo", s.no, s.id from worker w join worker s on s.person_no = w.person_no
       where w.no = any($1::int[])
     )
     select s."workerNo", extract(epoch from i.started_at)::float8 as from, extract(epoch from i.ended_at)::float8 as to
     from same s join isolation i on i.worker_no = s.no
     union all
     select s."workerNo", extract(epoch from c.isolated_at)::float8, null
     from same s join case_record c on c.worker_id = s.id where c.status = 'open' and c.isolated_at is not null`,
    [workerNos],
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
     where c.day between $4::date and $5::date and c.decision <> 'stop'`,
    [asked.map(({ workerNo }) => workerNo), instants, reach, localDate(first), localDate(last)],
  );
}
