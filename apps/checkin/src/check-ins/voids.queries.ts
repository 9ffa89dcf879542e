import type { EntityManager } from 'typeorm';

export interface VoidableRow {
  day: string;
  organisationId: string;
  siteId: string | null;
  /** Epoch seconds. */
  at: number;
}

/** A check-in by its id; the key says in which partition it lies. */
export async function checkInOf(manager: EntityManager, id: string): Promise<VoidableRow | undefined> {
  const rows = await manager.query<VoidableRow[]>(
    `select c.day::text, c.organisation_id as "organisationId", p.site_id as "siteId",
            extract(epoch from c.at)::float8 as at
     from check_in_key k join check_in c on c.day = k.day and c.id = k.id join place p on p.no = c.place_no
     where k.id = $1`,
    [id],
  );
  return rows[0];
}

/** Takes a check-in back, once. @returns when; undefined: it was taken back before */
export async function markVoid(
  manager: EntityManager,
  { id, day, by, reason }: { id: string; day: string; by: string; reason: string },
): Promise<Date | undefined> {
  const [rows] = await manager.query<[{ at: Date }[], number]>(
    `update check_in set voided_at = now(), voided_by = $3, void_reason = $4
     where day = $2::date and id = $1 and voided_at is null returning voided_at as at`,
    [id, day, by, reason],
  );
  return rows[0]?.at;
}
