import type { EntityManager } from 'typeorm';

/** Takes a check-in back. @returns when */
export async function markVoid(
  manager: EntityManager,
  { id, day, by, reason }: { id: string; day: string; by: string; reason: string },
): Promise<Date> {
  const [[row]] = await manager.query<[[{ at: Date }], number]>(
    `update check_in set voided_at = now(), voided_by = $3, void_reason = $4
     where day = $2::date and id = $1 returning voided_at as at`,
    [id, day, by, reason],
  );
  return row.at;
}
