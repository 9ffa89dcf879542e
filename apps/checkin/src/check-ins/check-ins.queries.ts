import { localDate, type CheckInAnswer, type PlaceKind } from '@app/contracts';
import type { EntityManager } from 'typeorm';

export interface KnownAnswer {
  hash: Buffer;
  /** Null for a plain one. */
  answer: CheckInAnswer | null;
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
  /** Its code, and those of the units the organisation lay in before mergers. */
  unitCodes: string[];
  badgeVersion: number;
  phoneVersion: number;
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

const WORKER = `w.id, w.no, w.organisation_id as "organisationId", w.status, w.end_date::text as "endDate",
    u.path as "unitPath", o.former_unit_codes || o.unit_code as "unitCodes", w.badge_version as "badgeVersion", w.phone_version as "phoneVersion", o.exercise,
    o.presence_days as "presenceDays"`;
const ITS_UNIT = 'join organisation o on o.id = w.organisation_id join administrative_unit u on u.code = o.unit_code';
const WORKERS = `
  select ${WORKER}, 'id' as by, null as "identityHash" from worker w ${ITS_UNIT} where w.id = any($1::uuid[])
  union all
  select ${WORKER}, 'no', null from worker w ${ITS_UNIT} where w.no = any($2::int[])
  union all
  select ${WORKER}, 'card', encode(n.identity_hash, 'hex')
  from person n join worker w on w.person_no = n.no ${ITS_UNIT} where n.identity_hash = any($3::bytea[])`;

/** The workers with these ids, numbers and identity numbers, whosever they are, in one statement. */
export function workersMeant(manager: EntityManager, { ids, nos, hashes }: WorkersAsked): Promise<WorkerRow[]> {
  return manager.query<WorkerRow[]>(WORKERS, [ids, nos, hashes.map((hash) => Buffer.from(hash, 'hex'))]);
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

/** How places are referred to. */
export interface PlacesAsked {
  /** Codes, each with the organisation in which it is looked up; it may be one of a shared place as well. */
  codes: readonly { organisationId: string; code: string }[];
  nos: readonly number[];
}

const PLACE = `p.no, p.code, p.kind, p.site_id as "siteId", p.organisation_id as "organisationId",
    p.unit_code as "unitCode", u.path as "unitPath", p.poster_version as "posterVersion"`;
const UNIT = 'left join administrative_unit u on u.code = p.unit_code';
const PLACES = `
  select ${PLACE}, 'code' as by
  from (select distinct organisation_id, code from unnest($1::uuid[], $2::text[]) as a(organisation_id, code)) a
  join place p on p.organisation_id = a.organisation_id and p.code = a.code ${UNIT}
  union all
  select ${PLACE}, 'code' from place p ${UNIT} where p.organisation_id is null and p.code = any($2::text[])
  union all
  select ${PLACE}, 'no' from place p ${UNIT} where p.no = any($3::int[])`;

/** The places with these codes (of these organisations, or shared), and those with these numbers, in one statement. */
export function placesMeant(manager: EntityManager, { codes, nos }: PlacesAsked): Promise<PlaceRow[]> {
  const organisations = codes.map(({ organisationId }) => organisationId);
  return manager.query<PlaceRow[]>(PLACES, [organisations, codes.map(({ code }) => code), nos]);
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
