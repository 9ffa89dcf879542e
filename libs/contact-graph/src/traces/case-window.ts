import type { Preset } from '../preset.js';

/** An interval in epoch seconds, half-open: `from` is in it, `to` is not. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The dates of a case: days as YYYY-MM-DD, `isolatedAt` in epoch seconds. */
export interface CaseDates {
  readonly onsetOn: string | null;
  readonly sampledOn: string;
  readonly isolatedAt: number | null;
}

/**
 * The window of a case (contact-rules section 5): from the local midnight that begins the day `daysBefore` days before
 * onset (or the sample, where there is no onset) to the earlier of isolation and `asOf`. It may end before it starts:
 * such a case has no contacts. `midnightOf` gives the epoch second at which a day begins in the deployment's zone.
 */
export function caseWindow(
  dates: CaseDates,
  preset: Pick<Preset, 'daysBefore'>,
  asOf: number,
  midnightOf: (day: string) => number,
): Interval {
  return {
    from: midnightOf(shiftDay(dates.onsetOn ?? dates.sampledOn, -preset.daysBefore)),
    to: dates.isolatedAt === null ? asOf : Math.min(dates.isolatedAt, asOf),
  };
}

/**
 * When a case may have been infected (contact-rules section 8): from the local midnight that begins the day
 * `exposureDays` days before onset (or the sample, where there is no onset) to the one that ends the day before onset
 * (docs/decisions/0010), or to `asOf` where that is earlier. It may end before it starts: such a case has no contacts.
 */
export function exposureInterval(
  { onsetOn, sampledOn }: Pick<CaseDates, 'onsetOn' | 'sampledOn'>,
  preset: Pick<Preset, 'exposureDays'>,
  asOf: number,
  midnightOf: (day: string) => number,
): Interval {
  const day = onsetOn ?? sampledOn;
  return { from: midnightOf(shiftDay(day, -preset.exposureDays)), to: Math.min(midnightOf(day), asOf) };
}

/** The calendar day so many days later (earlier where negative), as YYYY-MM-DD. */
export function shiftDay(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
