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

export interface BadgeRow {
  token: string;
  revoked: boolean;
  no: number;
  status: 'active' | 'left';
  endDate: string | null;
  fullName: string;
}

/** Badges of an organisation's workers, those that were lost as well, in a stretch after the given one. */
export function badgesOf(
  manager: EntityManager,
  organisationId: string,
  after: Pick<BadgeRow, 'no' | 'token'>,
  limit: number,
): Promise<BadgeRow[]> {
  return manager.query<BadgeRow[]>(
    `select t.token, t.revoked_at is not null as revoked, w.no, w.status, w.end_date::text as "endDate",
            w.full_name as "fullName"
     from worker w join code_token t on t.worker_no = w.no and t.kind = 'badge'
     where w.organisation_id = $1 and (w.no, t.token) > ($2, $3) order by w.no, t.token limit $4`,
    [organisationId, after.no, after.token, limit],
  );
}
