import type { RouteAnswer } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/**
 * Makes the routes that some workers have from a day on the only ones of them from that day: what stood there before and
 * is not given goes, what began earlier ends the day before.
 * @param source SQL giving worker_no, valid_from, position of every stop given
 */
export async function settleRoutes(manager: EntityManager, source: string, parameters: unknown[] = []): Promise<void> {
  await manager.query(
    `delete from route_stop r using (select worker_no, min(valid_from) as first from ${source} g group by worker_no) n
     where r.worker_no = n.worker_no and r.valid_from >= n.first
       and not exists (select from ${source} g
         where g.worker_no = r.worker_no and g.valid_from = r.valid_from and g.position = r.position)`,
    parameters,
  );
  await manager.query(
    `update route_stop r set valid_to = n.valid_from - 1
     from (select distinct worker_no, valid_from from ${source} g) n
     where r.worker_no = n.worker_no and r.valid_from < n.valid_from and (r.valid_to is null or r.valid_to >= n.valid_from)`,
    parameters,
  );
}

/** Ends a worker's route before a day, and takes back those that were to begin later. */
export async function endRoute(manager: EntityManager, workerNo: number, from: string): Promise<void> {
  await manager.query('delete from route_stop where worker_no = $1 and valid_from >= $2::date', [workerNo, from]);
  await manager.query(
    `update route_stop set valid_to = $2::date - 1 where worker_no = $1 and (valid_to is null or valid_to >= $2::date)`,
    [workerNo, from],
  );
}

export interface StopRow {
  placeCode: string;
  startMinute: number | null;
  endMinute: number | null;
  validFrom: string;
  validTo: string | null;
}

/** The stops of a worker's route on a day, or of the next one that begins after it. */
export function routeOn(manager: EntityManager, workerNo: number, day: string): Promise<StopRow[]> {
  return manager.query<StopRow[]>(
    `select p.code as "placeCode", r.start_minute as "startMinute", r.end_minute as "endMinute",
       r.valid_from::text as "validFrom", r.valid_to::text as "validTo"
     from route_stop r join place p on p.no = r.place_no
     where r.worker_no = $1 and r.valid_from = (
       select n.valid_from from route_stop n where n.worker_no = $1 and (n.valid_to is null or n.valid_to >= $2::date)
       order by n.valid_from limit 1)
     order by r.position`,
    [workerNo, day],
  );
}

export const answerOf = (workerId: string, rows: readonly StopRow[]): RouteAnswer => ({
  workerId,
  validFrom: rows[0]?.validFrom ?? null,
  validTo: rows[0]?.validTo ?? null,
  stops: rows.map(({ placeCode, startMinute, endMinute }) => ({ placeCode, startMinute, endMinute })),
});
