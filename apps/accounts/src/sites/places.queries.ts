import { isoOf, type PlaceAnswer } from '@app/contracts';
import { Place } from '@app/database';
import { In, type EntityManager } from 'typeorm';
import type { Existing, PlannedPlace } from './bulk-plan.js';
import type { PlaceOwner } from './place-owner.js';

/** Stores places that were checked; their order is kept. Parents may come after their children. */
export async function insertPlaces(manager: EntityManager, owner: PlaceOwner, places: PlannedPlace[]): Promise<void> {
  const column = <K extends keyof PlannedPlace>(key: K) => places.map((place) => place[key] ?? null);
  await manager.query(
    `insert into place (id, kind, name, code, parent_id, capacity, site_id, organisation_id, unit_code)
     select id, kind, name, code, parent_id, capacity, $7::uuid, $8::uuid, $9::text
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::int[])
       with ordinality as t (id, kind, name, code, parent_id, capacity, position)
     order by position`,
    [
      ...[column('id'), column('kind'), column('name'), column('code'), column('parentId'), column('capacity')],
      ...[owner.siteId ?? null, owner.organisationId ?? null, owner.unitCode ?? null],
    ],
  );
}

const ownedBy = ({ organisationId, unitCode }: PlaceOwner) =>
  organisationId ? { organisationId } : { unitCode: unitCode! };

/** Which of these codes are in use among the owner's places, and whether a place of the owner could hang under each. */
export async function existingPlaces(
  manager: EntityManager,
  owner: PlaceOwner,
  codes: string[],
): Promise<Map<string, Existing>> {
  const found = await manager.find(Place, { where: { ...ownedBy(owner), code: In([...new Set(codes)]) } });
  return new Map(found.map(({ id, code, siteId }) => [code, { id, canBeParent: siteId === (owner.siteId ?? null) }]));
}

/** Whether a place of this owner stands under `parentId` without any more ado. */
export const isPlaceOf = (manager: EntityManager, owner: PlaceOwner, id: string): Promise<boolean> =>
  manager.existsBy(Place, { ...ownedBy(owner), ...(owner.siteId ? { siteId: owner.siteId } : {}), id });

/** Whether `id` is `ancestorId` or stands somewhere below it. */
export async function isWithin(manager: EntityManager, id: string, ancestorId: string): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `with recursive up as (
       select id, parent_id from place where id = $1
       union
       select p.id, p.parent_id from place p join up on p.id = up.parent_id
     )
     select 1 from up where id = $2`,
    [id, ancestorId],
  );
  return rows.length > 0;
}

const SELECT = `
  select p.id, p.kind, p.name, p.code, p.site_id as "siteId", p.organisation_id as "organisationId",
         p.unit_code as "unitCode", p.parent_id as "parentId", parent.code as "parentCode", p.capacity,
         p.created_at as "createdAt", p.no
  from place p left join place parent on parent.id = p.parent_id`;
export type PlaceRow = Omit<PlaceAnswer, 'createdAt'> & { createdAt: Date; no: number };

/** Places by their ids, in the order in which they were made. */
export const placesById = (manager: EntityManager, ids: string[]): Promise<PlaceRow[]> =>
  manager.query(`${SELECT} where p.id = any($1) order by p.no`, [ids]);

/** Places of a site, or shared ones of a unit, in the order in which they were made, after the given number. */
export const placesOf = (
  manager: EntityManager,
  owner: { siteId: string } | { unitCode: string },
  after: number | null,
  limit: number,
): Promise<PlaceRow[]> =>
  manager.query(
    `${SELECT} where ${'siteId' in owner ? 'p.site_id' : 'p.unit_code'} = $1 and ($2::int is null or p.no > $2)
     order by p.no limit $3`,
    ['siteId' in owner ? owner.siteId : owner.unitCode, after, limit],
  );

export const placeAnswer = ({ no: _internal, ...row }: PlaceRow): PlaceAnswer => ({
  ...row,
  createdAt: isoOf(row.createdAt),
});
