import { checkIns } from './check-ins.js';
import { stays } from './stays.js';
import type { ProvinceTotals } from './types.js';
import type { World } from './world.js';

/** Runs every generator once and counts. */
export function countAll(world: World): ProvinceTotals {
  const { organisations, assignments, shared, options } = world;
  const sites = organisations.flatMap(({ seed }) => seed.sites);
  const totals: ProvinceTotals = {
    organisations: organisations.length,
    sites: sites.length,
    places: sites.reduce((sum, site) => sum + site.places.length, 0),
    sharedPlaces: shared.count,
    workers: options.workers,
    persons: options.workers - assignments.secondJobs,
    stays: 0,
    gateCheckIns: 0,
    lineCheckIns: 0,
  };
  for (const planned of organisations) {
    totals.stays += countOf(stays(world, planned));
    for (const { point } of checkIns(world, planned)) {
      if (point === 'gate') totals.gateCheckIns++;
      else totals.lineCheckIns++;
    }
  }
  return totals;
}

function countOf(rows: Generator<unknown>): number {
  let count = 0;
  while (!rows.next().done) count++;
  return count;
}
