import {
  type Actor,
  searchable,
  type Sex,
  type WorkerFilter,
  type WorkerKind,
  type WorkerStatus,
} from '@app/contracts';
import { organisationScope, type SealedSecrets, statusOn } from '@app/database';
import type { EntityManager } from 'typeorm';
import { IS_CURRENT } from './assignments.queries.js';

export interface WorkerRow extends SealedSecrets {
  id: string;
  no: number;
  organisationId: string;
  code: string;
  fullName: string;
  searchName: string;
  kind: WorkerKind;
  birthDate: string | null;
  sex: Sex | null;
  status: WorkerStatus;
  startDate: string | null;
  endDate: string | null;
  createdAt: Date;
  updatedAt: Date;
  siteCode: string | null;
  placeCode: string | null;
  shift: string | null;
  dormitoryRoom: string | null;
  busCode: string | null;
}

/** `$1` is today. */
const STATUS = statusOn('$1::date');

const SELECT = `
  select w.id, w.no, w.organisation_id as "organisationId", w.code, w.full_name as "fullName",
    w.search_name as "searchName", w.kind, w.birth_date::text as "birthDate", w.sex,
    w.identity_number as "identityNumber", w.phone, w.address, ${STATUS} as status,
    w.start_date::text as "startDate", w.end_date::text as "endDate", w.created_at as "createdAt",
    w.updated_at as "updatedAt", site.code as "siteCode", c.place as "placeCode", c.shift, c.room as "dormitoryRoom",
    c.bus as "busCode"
  from worker w left join site on site.id = w.site_id
  left join lateral (
    select max(p.code) filter (where a.kind = 'place') as place, max(a.shift) filter (where a.kind = 'shift') as shift,
      max(p.code) filter (where a.kind = 'room') as room, max(p.code) filter (where a.kind = 'bus') as bus
    from assignment a left join place p on p.no = a.place_no where a.worker_no = w.no and ${IS_CURRENT}) c on true`;

/** The worker with its present assignments. */
export async function workerRow(manager: EntityManager, id: string, today: string): Promise<WorkerRow> {
  const [row] = await manager.query<WorkerRow[]>(`${SELECT} where w.id = $2`, [today, id]);
  return row!;
}

/** Those of the given workers that lie in the actor's scope, by name. */
export function workersByIds(
  manager: EntityManager,
  actor: Actor,
  ids: readonly string[],
  today: string,
): Promise<WorkerRow[]> {
  const scope = organisationScope(actor, 'w.organisation_id', 3);
  return manager.query(`${SELECT} where w.id = any($2::uuid[]) and ${scope.sql} order by w.search_name, w.id`, [
    ...[today, ids, ...scope.parameters],
  ]);
}

/** Workers in the actor's scope by organisation and code, from after `key` on. */
export function listWorkers(
  manager: EntityManager,
  actor: Actor,
  filter: WorkerFilter,
  key: [organisationId: string, code: string] | null,
  today: string,
): Promise<WorkerRow[]> {
  const scope = organisationScope(actor, 'w.organisation_id', 8);
  return manager.query(
    `${filter.placeId ? BELOW : ''} ${SELECT}
     where ($2::uuid is null or w.organisation_id = $2) and ${scope.sql}
       and ($3::text is null or $3 = ${STATUS})
       and ($4::uuid is null or ${filter.placeId ? AT_PLACE : 'true'})
       and ($5::uuid is null or (w.organisation_id, w.code) > ($5, $6::text))
     order by w.organisation_id, w.code limit $7`,
    [
      ...[today, filter.organisationId ?? null, filter.status ?? null, filter.placeId ?? null],
      ...[key?.[0] ?? null, key?.[1] ?? null, filter.limit + 1, ...scope.parameters],
    ],
  );
}

const BELOW = `with recursive below as (
  select id, no from place where id = $4::uuid
  union select p.id, p.no from place p join below b on p.parent_id = b.id)`;
const AT_PLACE = `exists (select from assignment a join below b on b.no = a.place_no
  where a.worker_no = w.no and ${IS_CURRENT})`;

/** What a search looks for; every part that is there must hold, the ways to find somebody are alternatives. */
export interface SearchTerms {
  /** Parts of the name, as `searchable` gives them. */
  names: string[];
  code: string;
  /** Numbers of the workers whose phone it is, or ends so. */
  byPhone: readonly number[];
  identityHash: Buffer | null;
}

/** The words of a query that need no key. */
export const plainTerms = (q: string): Pick<SearchTerms, 'names' | 'code'> => ({
  names: /\d/.test(q) ? [] : searchable(q).split(' '),
  code: q,
});

/** Digits at the end of a phone number that a query may mean, or null: too few find too many. */
export function phoneEndIn(q: string): string | null {
  const digits = q.replace(/[\s.+()-]/g, '');
  return /^\d{4,12}$/.test(digits) ? digits.replace(/^(0|84)(?=\d{9})/, '') : null;
}

/** Workers by the keyed hash of the end of their phone: those who have it, and others with the same four digits. */
export const workersByPhoneIndex = (
  manager: EntityManager,
  index: Buffer,
): Promise<({ id: string; no: number } & SealedSecrets)[]> =>
  manager.query('select id, no, phone, null as "identityNumber", null as address from worker where phone_index = $1', [
    index,
  ]);

const pattern = (name: string): string => `%${name.replace(/[\\%_]/g, '\\$&')}%`;

/** Workers in the actor's scope that the terms find, by name, from after `key` on. */
export function searchWorkers(
  manager: EntityManager,
  actor: Actor,
  terms: SearchTerms & { organisationId?: string | undefined; limit: number },
  key: [name: string, id: string] | null,
  today: string,
): Promise<WorkerRow[]> {
  const { names, code, byPhone, identityHash, organisationId, limit } = terms;
  const scope = organisationScope(actor, 'w.organisation_id', 10);
  return manager.query(
    `${SELECT}
     where ($2::uuid is null or w.organisation_id = $2) and ${scope.sql}
       and w.no in (
         select no from worker where cardinality($3::text[]) > 0 and search_name like all ($3)
         union select no from worker where code in ($4, upper($4), lower($4))
         union select unnest($5::int[])
         union select r.no from person p join worker r on r.person_no = p.no where p.identity_hash = $6::bytea)
       and ($7::text is null or (w.search_name, w.id) > ($7, $8::uuid))
     order by w.search_name, w.id limit $9`,
    [
      ...[today, organisationId ?? null, names.map(pattern), code, byPhone, identityHash],
      ...[key?.[0] ?? null, key?.[1] ?? null, limit + 1, ...scope.parameters],
    ],
  );
}
