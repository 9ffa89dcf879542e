// How everything grows with the province and with the period.
import { measure } from './measure.mjs';
import { emit, median } from './report.mjs';

const SIZES = [
  { workers: 20_000, days: 7 },
  { workers: 20_000, days: 14 },
  { workers: 60_000, days: 14 },
  { workers: 226_712, days: 7 },
  { workers: 226_712, days: 14 },
  { workers: 226_712, days: 28 },
];
/** Workers times days up to which the peers take minutes, not hours. */
const AFFORDABLE = 500_000;

/** Measures each size, then prints a line for each beside the first: growth of the time, of what it was spent on, of the fill. */
export async function growth(server, options) {
  const level = Math.max(...options.levels);
  let first;
  for (const size of SIZES) {
    const found = await measure(server, { ...options, ...size }, size.workers * size.days <= AFFORDABLE);
    const of = (field) => median(found.lists.map((levels) => levels[level - 1][field]));
    const [ms, edges, { fill, stays }] = [of('ms'), of('edges'), found];
    first ??= { ms, edges, fill, stays };
    emit({
      ...{ case: `growth of a listed trace to F${level}`, ...size, stays, edges, ours_ms: ms, n: found.lists.length },
      ...{ peer: 'the smallest size', peer_ms: first.ms, ratio: first.ms / ms },
      ...{ time_growth: ms / first.ms, edges_growth: edges / first.edges },
      ...{ fill_growth: fill / first.fill, stays_growth: stays / first.stays, bytes_per_stay: found.bytesPerStay },
    });
  }
}
