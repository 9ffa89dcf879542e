import { indexCases } from './province/cases.js';
import { checkIns } from './province/check-ins.js';
import { stays } from './province/stays.js';
import { countAll } from './province/totals.js';
import type { Province, ProvinceOptions, ProvinceTotals } from './province/types.js';
import { workers } from './province/workers.js';
import { plannedOf, planWorld } from './province/world.js';

export { staysCsv, WORKER_HEADERS, workersCsv } from './province/csv.js';
export type * from './province/types.js';

/**
 * A made-up province, decided entirely by its options. Rows stream from generators, one organisation at a time.
 * Throws RangeError on options that make none.
 */
export function province(options: ProvinceOptions): Province {
  const world = planWorld(options);
  const seeds = world.organisations.map(({ seed }) => seed);
  let totals: ProvinceTotals | undefined;
  return {
    options: world.options,
    organisations: () => seeds,
    sharedPlaces: () => world.shared.list(),
    workersOf: (organisation) => workers(world, plannedOf(world, organisation)),
    staysOf: (organisation, day) => stays(world, plannedOf(world, organisation), day),
    checkInsOf: (organisation) => checkIns(world, plannedOf(world, organisation)),
    indexCases: (count) => indexCases(world, count),
    totals: () => (totals ??= countAll(world)),
  };
}
