import { FLAG_CODES, type FlagCode, type FlagStatus } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { Check } from './checks.queries.js';
import type { Flags } from './flags.js';

/** The gate tells replays, and nobody but it takes them back. */
const OURS: readonly FlagCode[] = FLAG_CODES.filter((code) => code !== 'code_replayed');

/**
 * Makes the flags of a day those given, beside what the gate said; check-ins that somebody has cleared keep theirs. What is
 * as it should be is not touched.
 * @param flags by check-in; those of other days do not matter
 * @returns when those were that are held back from now on, or no longer (epoch seconds)
 */
export async function storeFlags(
  manager: EntityManager,
  { organisationId, day }: Check,
  flags: ReadonlyMap<string, Flags>,
): Promise<{ at: number }[]> {
  const codes = [...flags.values()].map((one) => one.codes.filter((code) => OURS.includes(code)).join(','));
  return manager.query<{ at: number }[]>(
    `with given as (
       select * from unnest($3::uuid[], $4::text[], $5::boolean[]) as g(id, codes, held)
     ), meant as (
       select c.id, c.held as was, coalesce(g.held, false) as held,
         array(select one from unnest(c.reasons) one where one <> all($6::text[]))
           || string_to_array(coalesce(g.codes, ''), ',') as reasons
       from check_in c left join given g using (id)
       where c.organisation_id = $1 and c.day = $2::date and (c.result = 'flagged' or g.id is not null)
     ), changed as (
       update check_in c set reasons = m.reasons, held = m.held,
         result = case when m.reasons && $6::text[] or coalesce(c.overridden_decision, c.decision) <> 'allow'
           then 'flagged' else 'accepted' end
       from meant m
       where c.day = $2::date and c.id = m.id and c.cleared_at is null
         and (c.reasons, c.held) is distinct from (m.reasons, m.held)
       returning m.was, m.held, extract(epoch from c.at)::float8 as at
     )
     select at from changed where was <> held`,
    [organisationId, day, [...flags.keys()], codes, [...flags.values()].map(({ held }) => held), OURS],
  );
}

export interface FlagRow {
  id: string;
  at: Date;
  workerId: string;
  workerCode: string;
  placeId: string;
  placeCode: string;
  placeName: string;
  direction: 'in' | 'out';
  deviceId: string | null;
  result: 'accepted' | 'flagged' | 'refused';
  decision: 'allow' | 'warn' | 'stop';
  reasons: string[];
  held: boolean;
  clearedAt: Date | null;
  clearedBy: string | null;
  note: string | null;
}

/**
 * An organisation's implausible check-ins, the latest first, after the key of the page before.
 * @param siteId for who sees one site only
 */
export function flagsAfter(
  manager: EntityManager,
  organisationId: string,
  { status, code, day }: { status?: FlagStatus | undefined; code?: FlagCode | undefined; day?: string | undefined },
  siteId: string | undefined,
  after: readonly [string, string] | null,
  limit: number,
): Promise<FlagRow[]> {
  return manager.query<FlagRow[]>(
    `select c.id, c.at, w.id as "workerId", w.code as "workerCode", p.id as "placeId", p.code as "placeCode",
       p.name as "placeName", c.direction, c.device_id as "deviceId", c.result, c.decision, c.reasons, c.held,
       c.cleared_at as "clearedAt", c.cleared_by as "clearedBy", c.clear_note as note
     from check_in c join worker w on w.no = c.worker_no join place p on p.no = c.place_no
     where c.organisation_id = $1 and c.result = 'flagged' and c.voided_at is null and c.reasons && $2::text[]
       and ($3::date is null or c.day = $3::date) and ($4::boolean is null or (c.cleared_at is not null) = $4::boolean)
       and ($5::timestamptz is null or (c.at, c.id) < ($5::timestamptz, $6::uuid))
       and ($8::uuid is null or p.site_id is null or p.site_id = $8::uuid)
     order by c.at desc, c.id desc limit $7`,
    [
      ...[organisationId, code ? [code] : FLAG_CODES, day ?? null, status ? status === 'cleared' : null],
      ...[after?.[0] ?? null, after?.[1] ?? null, limit, siteId ?? null],
    ],
  );
}

/** What was implausible was so, and counts from now on; its flags stay beside the note. */
export async function storeClearing(
  manager: EntityManager,
  given: { id: string; day: string; note: string; by: string },
): Promise<Date> {
  const [[row]] = await manager.query<[[{ at: Date }], number]>(
    `update check_in set held = false, cleared_at = now(), cleared_by = $3, clear_note = $4
     where day = $2::date and id = $1 returning cleared_at as at`,
    [given.id, given.day, given.by, given.note],
  );
  return row.at;
}
