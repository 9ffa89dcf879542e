import { hasLeftBy } from '@app/database';
import type { EntityManager } from 'typeorm';
import type { PlaceMark, WorkerMark } from './code-tokens.js';

const VERSIONS = {
  poster: 'place set poster_version = poster_version + 1',
  badge: 'worker set badge_version = badge_version + 1',
  phone: 'worker set phone_version = phone_version + 1',
};

/** Makes every code of this kind that was given out before worthless, at once. */
export async function raiseVersion(manager: EntityManager, kind: keyof typeof VERSIONS, no: number): Promise<void> {
  await manager.query(`update ${VERSIONS[kind]} where no = $1`, [no]);
}

/** A place with what stands on its poster. */
export interface PosterRow extends PlaceMark {
  name: string;
  code: string;
  /** Organisation and site, or the unit of a shared place. */
  owners: string[];
}

const POSTERS = `select p.no, p.name, p.code, p.organisation_id as "organisationId", p.unit_code as "unitCode",
    p.poster_version as "posterVersion", array_remove(array[o.name, s.name, u.name], null) as owners
  from place p left join organisation o on o.id = p.organisation_id left join site s on s.id = p.site_id
  left join administrative_unit u on u.code = p.unit_code`;

export async function posterOfPlace(manager: EntityManager, placeNo: number): Promise<PosterRow> {
  const [row] = await manager.query<[PosterRow]>(`${POSTERS} where p.no = $1`, [placeNo]);
  return row;
}

/** The places of a site by code; those with these ids, if any are given. */
export function postersOfSite(
  manager: EntityManager,
  siteId: string,
  placeIds: readonly string[] | undefined,
  limit: number,
): Promise<PosterRow[]> {
  return manager.query<PosterRow[]>(
    `${POSTERS} where p.site_id = $1 and ($2::uuid[] is null or p.id = any($2)) order by p.code limit $3`,
    [siteId, placeIds ?? null, limit],
  );
}

/** A worker with what may stand on the badge. */
export interface CardRow extends WorkerMark {
  code: string;
  fullName: string;
  organisationName: string;
}

export interface CardsAsked {
  organisationId: string;
  /** These, whatever their status; without it, those who work there today. */
  workerIds: readonly string[] | undefined;
  siteId: string | undefined;
  placeId: string | undefined;
  today: string;
  limit: number;
}

/** Workers of an organisation by code. Those of a place are those assigned to it or to a place below it. */
export function cardsOf(manager: EntityManager, asked: CardsAsked): Promise<CardRow[]> {
  return manager.query<CardRow[]>(
    `with recursive below as (
       select id, no from place where id = $4::uuid union select p.id, p.no from place p join below b on p.parent_id = b.id
     )
     select w.no, w.code, w.full_name as "fullName", w.organisation_id as "organisationId",
       w.badge_version as "badgeVersion", w.phone_version as "phoneVersion", o.name as "organisationName"
     from worker w join organisation o on o.id = w.organisation_id
     where w.organisation_id = $1 and ($2::uuid[] is null or w.id = any($2)) and ($3::uuid is null or w.site_id = $3)
       and ($2::uuid[] is not null or not ${hasLeftBy('$5::date')})
       and ($4::uuid is null or exists (select from assignment a join below b on b.no = a.place_no
         where a.worker_no = w.no and a.valid_from <= $5::date and coalesce(a.valid_to > $5::date, true)))
     order by w.code limit $6`,
    [
      ...[asked.organisationId, asked.workerIds ?? null, asked.siteId ?? null, asked.placeId ?? null],
      ...[asked.today, asked.limit],
    ],
  );
}
