import { FLAG_CODES, startOfDate } from '@app/contracts';
import { OCCASIONS_WITHIN } from '../../apps/checkin/src/plausibility/devices.js';
import { type Flags, flagsOf } from '../../apps/checkin/src/plausibility/flags.js';
import type { Seen, Surroundings } from '../../apps/checkin/src/plausibility/seen.js';
import { type Fraud, frauds } from '../support/frauds.js';
import { normalWeek, type Week } from '../support/normal-week.js';

/** Those of the province, as a migration makes them. */
const RULES = FLAG_CODES.map((code) => ({ organisationId: null, code, enabled: true, holds: false, parameters: {} }));
const DAY = 86_400;

/** As the job does it: day by day, each from what lies about it. */
async function flagged(
  seen: readonly Seen[],
  around: Surroundings,
  days: readonly string[],
): Promise<Map<string, Flags>> {
  const all = new Map<string, Flags>();
  for (const start of days.map(startOfDate)) {
    const isNear = ({ at }: Seen): boolean => at >= start - OCCASIONS_WITHIN && at < start + DAY + OCCASIONS_WITHIN;
    const near = seen.filter(isNear);
    const flags = await flagsOf(near, around, RULES);
    for (const { id, at } of near) if (at >= start && at < start + DAY && flags.has(id)) all.set(id, flags.get(id)!);
  }
  return all;
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const bySeed = (seed: number): { week: Week; forged: Fraud[] } => {
  const week = normalWeek(seed);
  return { week, forged: frauds(week, seed + 1) };
};

it.each([1, 2, 3])('of a normal week at most one check-in in a hundred is flagged (seed %i)', async (seed) => {
  const { week } = bySeed(seed);
  const flags = await flagged(week.seen, week.around, week.days);
  const codes = [...flags.values()].flatMap((one) => one.codes);
  const counts = FLAG_CODES.map((code) => `${code} ${codes.filter((one) => one === code).length}`);
  const share = flags.size / week.seen.length;
  process.stdout.write(
    `normal week ${seed}: ${percent(share)} of ${week.seen.length} flagged (${counts.join(', ')})\n`,
  );
  expect(week.seen.length).toBeGreaterThan(9_000);
  expect(share).toBeLessThanOrEqual(0.01);
});

it.each([1, 2, 3])('of forged check-ins 95 in a hundred are flagged, each for what it is (seed %i)', async (seed) => {
  const { week, forged } = bySeed(seed);
  const replaced = new Set(forged.flatMap(({ replaces }) => replaces ?? []));
  const honest = week.seen.filter((one) => !replaced.has(one));
  const flags = await flagged([...honest, ...forged.flatMap(({ seen }) => seen)], week.around, week.days);
  const found = ({ code, seen }: Fraud): number => seen.filter(({ id }) => flags.get(id)?.codes.includes(code)).length;
  const shareOf = (some: readonly Fraud[]): number => {
    const total = some.reduce((sum, { seen }) => sum + seen.length, 0);
    return some.reduce((sum, fraud) => sum + found(fraud), 0) / total;
  };
  const kinds = FLAG_CODES.map((code) => ({ code, of: forged.filter((fraud) => fraud.code === code) }));
  const told = kinds.map(({ code, of }) => `${code} ${percent(shareOf(of))}`);
  // so that the kind with the most check-ins does not stand for all
  const share = kinds.reduce((sum, { of }) => sum + shareOf(of), 0) / kinds.length;
  process.stdout.write(
    `frauds ${seed}: ${percent(shareOf(forged))}, kinds alike ${percent(share)} (${told.join(', ')})\n`,
  );
  expect(shareOf(forged)).toBeGreaterThanOrEqual(0.95);
  expect(share).toBeGreaterThanOrEqual(0.95);
});
