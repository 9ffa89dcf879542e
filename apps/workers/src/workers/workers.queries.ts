import {
  type Actor,
  searchable,
  type Sex,
  type WorkerFilter,
  type WorkerGap,
  type WorkerKind,
  type WorkerStatus,
} from '@app/contracts';
import { organisationScope, Parameters, type SealedSecrets, statusOn, wholeLimit } from '@app/database';
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

const SELECT = (from: string): string => `
  select w.id, w.no, w.organisation_id as "organisationId", w.code, w.full_name as "fullName",
    w.search_name as "searchName", w.kind, w.birth_date::text as "birthDate", w.sex,
    w.identity_number as "identityNumber", w.phone, w.address, ${STATUS} as status,
    w.start_date::text as "startDate", w.end_date::text as "endDate", w.created_at as "createdAt",
    w.updated_at as "updatedAt", site.code as "siteCode", c.place as "placeCode", c.shift, c.room as "dormitoryRoom",
    c.bus as "busCode"
  from ${from} w left join site on site.id = w.site_id
  left join lateral (
    select max(p.code) filter (where a.kind = 'place') as place, max(a.shift) filter (where a.kind = 'shift') as shift,
      max(p.code) filter (where a.kind = 'room') as room, max(p.code) filter (where a.kind = 'bus') as bus
    from assignment a left join place p on p.no = a.place_no where a.worker_no = w.no and ${IS_CURRENT}) c on true`;

/** The worker with its present assignments. */
export async function workerRow(manager: EntityManager, id: string, today: string): Promise<WorkerRow> {
  const [row] = await manager.query<WorkerRow[]>(`${SELECT('worker')} where w.id = $2`, [today, id]);
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
  return manager.query(
    `${SELECT('worker')} where w.id = any($2::uuid[]) and ${scope.sql} order by w.search_name, w.id`,
    [...[today, ids, ...scope.parameters]],
  );
}

const below = (place: string): string => `recursive below as (
  select id, no from place where id = ${place}::uuid
  union select p.id, p.no from place p join below b on p.parent_id = b.id), `;
const AT_PLACE = `exists (select from assignment a join below b on b.no = a.place_no
  where a.worker_no = w.no and ${IS_CURRENT})`;

const without = (kind: string): string =>
  `not exists (select from assignment a where a.worker_no = w.no and a.kind = '${kind}' and ${IS_CURRENT})`;
const GAPS: Record<WorkerGap, string> = {
  ...{ phone: 'w.phone is null', place: without('place'), shift: without('shift'), room: without('room') },
};

type Wish = Omit<WorkerFilter, 'cursor'>;

interface PageWish extends Wish {
  today: string;
  /** Conditions of its own. */
  where: (p: Parameters) => string[];
  order: string;
}

/** A page of workers: who is on it is found first, so that assignments are looked up for those alone. */
function pageOf(
  manager: EntityManager,
  actor: Actor,
  { organisationId, status, placeId, missing, limit, today, where, order }: PageWish,
): Promise<WorkerRow[]> {
  const p = new Parameters();
  p.put(today); // which STATUS looks at
  const within = placeId ? below(p.put(placeId)) : '';
  const conditions = [
    p.condition((first) => organisationScope(actor, 'w.organisation_id', first)),
    ...(organisationId ? [`w.organisation_id = ${p.put(organisationId)}::uuid`] : []),
    ...(status ? [`${STATUS} = ${p.put(status)}::text`] : []),
    ...(placeId ? [AT_PLACE] : []),
    ...(missing ? [GAPS[missing]] : []),
    ...where(p),
  ];
  return manager.query(
    `with ${within}page as materialized (
       select w.* from worker w where ${conditions.join(' and ')} order by ${order} limit ${wholeLimit(limit + 1)})
     ${SELECT('page')} order by ${order}`,
    p.values,
  );
}

/** Workers in the actor's scope by organisation and code, from after `key` on. */
export function listWorkers(
  manager: EntityManager,
  actor: Actor,
  wish: Wish,
  key: [organisationId: string, code: string] | null,
  today: string,
): Promise<WorkerRow[]> {
  const after = (p: Parameters): string[] =>
    key ? [`(w.organisation_id, w.code) > (${p.put(key[0])}::uuid, ${p.put(key[1])}::text)`] : [];
  return pageOf(manager, actor, { ...wish, today, where: after, order: 'w.organisation_id, w.code' });
}

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

/** Workers by parts of their name: as many as fill a page, unless other conditions take some of them away again. */
function namedIn(
  p: Parameters,
  names: readonly string[],
  key: [name: string, id: string] | null,
  { organisationId, status, placeId, missing, limit }: Wish,
): string {
  const patterns = `${p.put(names.map(pattern))}::text[]`;
  if (status ?? placeId ?? missing) return `select truyvet_named(${patterns})`;
  const values = [
    `${p.put(organisationId ?? null)}::uuid`,
    `${p.put(key?.[0] ?? null)}::text`,
    `${p.put(key?.[1] ?? null)}::uuid`,
  ];
  return `select truyvet_first_named(${[patterns, ...values, wholeLimit(limit + 1)].join(', ')})`;
}

const pattern = (name: string): string => `%${name.replace(/[\\%_]/g, '\\$&')}%`;

/** Workers in the actor's scope that the terms find, by name, from after `key` on. */
export function searchWorkers(
  manager: EntityManager,
  actor: Actor,
  { names, code, byPhone, identityHash, ...wish }: SearchTerms & Wish,
  key: [name: string, id: string] | null,
  today: string,
): Promise<WorkerRow[]> {
  const where = (p: Parameters): string[] => {
    const typed = p.put([...new Set([code, code.toUpperCase(), code.toLowerCase()])]);
    const own = wish.organisationId ? ` and organisation_id = ${p.put(wish.organisationId)}::uuid` : '';
    const ways = [
      ...(names.length > 0 ? [namedIn(p, names, key, wish)] : []),
      `select no from worker where code = any(${typed}::text[])${own}`,
      ...(byPhone.length > 0 ? [`select unnest(${p.put(byPhone)}::int[])`] : []),
      ...(identityHash
        ? [
            `select r.no from person n join worker r on r.person_no = n.no where n.identity_hash = ${p.put(identityHash)}::bytea`,
          ]
        : []),
    ];
    const after = key ? [`(w.search_name, w.id) > (${p.put(key[0])}::text, ${p.put(key[1])}::uuid)`] : [];
    return [`w.no in (${ways.join(' union ')})`, ...after];
  };
  return pageOf(manager, actor, { ...wish, today, where, order: 'w.search_name, w.id' });
}
