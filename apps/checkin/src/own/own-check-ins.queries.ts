import type { OwnCheckIn } from '@app/contracts';
import type { EntityManager } from 'typeorm';

export type OwnCheckInRow = Omit<OwnCheckIn, 'at'> & { at: Date };

/** Check-ins of a worker, the latest first, after the key of the page before; of days that are kept. */
export function checkInsOf(
  manager: EntityManager,
  workerNo: number,
  after: readonly [string, string] | null,
  limit: number,
): Promise<OwnCheckInRow[]> {
  return manager.query<OwnCheckInRow[]>(
    `select c.id, c.at, c.direction, c.decision, c.reasons, p.code as "placeCode", p.name as "placeName",
            c.voided_at is not null as void
     from check_in c join place p on p.no = c.place_no
     where c.worker_no = $1 and ($2::timestamptz is null or (c.at, c.id) < ($2::timestamptz, $3::uuid))
     order by c.at desc, c.id desc limit $4`,
    [workerNo, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}
