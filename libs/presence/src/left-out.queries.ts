import type { EntityManager } from 'typeorm';

/** Stretches of numbers, both ends included. */
export interface Gaps {
  low: number[];
  high: number[];
}

/** The numbers of a 32-bit column that are not known; `limit` is more than the greatest that is. */
export function gapsBetween(limit: number, isKnown: (no: number) => boolean): Gaps {
  const gaps: Gaps = { low: [], high: [] };
  let low = -(2 ** 31);
  for (let no = 0; no < limit; no++) {
    if (!isKnown(no)) continue;
    if (low < no) {
      gaps.low.push(low);
      gaps.high.push(no - 1);
    }
    low = no + 1;
  }
  gaps.low.push(low);
  gaps.high.push(2 ** 31 - 1);
  return gaps;
}

const WORKER = 'unnest($2::int[], $3::int[]) as w(low, high)';
const PLACE = 'unnest($4::int[], $5::int[]) as p(low, high)';
const workerKnown = `not exists (select from ${WORKER} where r.worker_no between w.low and w.high)`;

/**
 * Rows of the given days that name a worker or a place that is not known. There are few gaps, and next to nothing in
 * them: a look into an index for each takes far less than joining every row to its worker and its place.
 */
export async function countLeftOut(
  manager: EntityManager,
  days: readonly string[],
  workers: Gaps,
  places: Gaps,
): Promise<number> {
  const [row] = await manager.query<[{ rows: number }]>(
    `select (
       (select count(*) from ${WORKER} join stay r on r.worker_no between w.low and w.high where r.day = any($1::date[]))
       + (select count(*) from ${PLACE} join stay r on r.place_no between p.low and p.high
          where r.day = any($1::date[]) and ${workerKnown})
       + (select count(*) from ${WORKER} join proximity r on r.worker_no between w.low and w.high
          where r.day = any($1::date[]))
       + (select count(*) from unnest($2::int[], $3::int[]) as o(low, high)
          join proximity r on r.other_no between o.low and o.high where r.day = any($1::date[]) and ${workerKnown})
     )::int as rows`,
    [days, workers.low, workers.high, places.low, places.high],
  );
  return row.rows;
}
