import type { EntityManager } from 'typeorm';

export interface PackScope {
  organisationId: string;
  siteId: string;
  /** Code of the place where the device stands. */
  place: string | null;
  /** Codes of the site's places. */
  places: string[];
  withNames: boolean;
}

/** What a device's pack is about. */
export async function packScope(manager: EntityManager, deviceId: string): Promise<PackScope> {
  const [row] = await manager.query<[PackScope]>(
    `select d.organisation_id as "organisationId", d.site_id as "siteId", here.code as place,
            array(select code from place where site_id = d.site_id order by code collate "C") as places,
            o.pack_names as "withNames"
     from device d join organisation o on o.id = d.organisation_id left join place here on here.id = d.place_id
     where d.id = $1`,
    [deviceId],
  );
  return row;
}

export interface PackWorker {
  no: number;
  organisationId: string;
  badgeVersion: number;
  phoneVersion: number;
  fullName: string;
}

/** An organisation's workers, in a stretch after the given number. */
export function packWorkers(
  manager: EntityManager,
  organisationId: string,
  after: number,
  limit: number,
): Promise<PackWorker[]> {
  return manager.query<PackWorker[]>(
    `select no, organisation_id as "organisationId", badge_version as "badgeVersion", phone_version as "phoneVersion",
            full_name as "fullName"
     from worker where organisation_id = $1 and no > $2 order by no limit $3`,
    [organisationId, after, limit],
  );
}
