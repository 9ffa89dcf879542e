// How everything grows with the province and with the period.
import { measure } from './measure.mjs';
import { emit, median, say } from './report.mjs';

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
/** At most: a size more tells more than a case more. */
const LESS = { cases: 10, requests: 1, rounds: 1 };

/** Measures each size, then prints lines for each beside the first: growth of the times, of what they were spent on, of the fill. */
export async function growth(server, options) {
  const level = Math.max(...options.levels);
  const each = Object.fromEntries(Object.entries(LESS).map(([name, most]) => [name, Math.min(options[name], most)]));
  let first;
  for (const [i, size] of SIZES.entries()) {
    say(`Size ${i + 1} of ${SIZES.length}: ${size.workers} workers, ${size.days} days`);
    const affordable = size.workers * size.days <= AFFORDABLE;
    const found = await measure(server, { ...options, ...each, ...size }, affordable);
    const now = summary(found, level);
    first ??= now;
    const line = { ...size, stays: now.stays, n: found.lists.length };
    report(`growth of who and when to F${level}`, line, 'people', now.reach, first.reach);
    report(`growth of a listed trace to F${level}`, line, 'edges', now.list, first.list);
    emit({
      ...{ case: 'growth of the cold fill', ...size, stays: now.stays, bytes_per_stay: found.bytesPerStay },
      ...{ ours_ms: now.fill, peer: 'the smallest size', peer_ms: first.fill, ratio: first.fill / now.fill },
      ...{ fill_growth: now.fill / first.fill, stays_growth: now.stays / first.stays },
    });
  }
}

/** Medians over the cases, `size` of what the time was spent on: people reached, or explaining edges. */
function summary({ times, lists, counts, fill, stays }, level) {
  const people = counts.map((row) => row.slice(1, level + 1).reduce((sum, count) => sum + count));
  const of = (field) => median(lists.map((levels) => levels[level - 1][field]));
  return {
    reach: { ms: median(times.map((levels) => levels[level - 1])), size: median(people) },
    list: { ms: of('ms'), size: of('edges') },
    ...{ fill, stays },
  };
}

function report(name, line, what, now, first) {
  emit({
    ...{ case: name, ...line, [what]: now.size, ours_ms: now.ms },
    ...{ peer: 'the smallest size', peer_ms: first.ms, ratio: first.ms / now.ms },
    ...{ time_growth: now.ms / first.ms, [`${what}_growth`]: now.size / first.size },
  });
}
