import type { Clock, ScenarioStay } from './types.js';

/** `[from, to)` of a stay in seconds since 1970, when the scenario's last day is `lastDay` (`YYYY-MM-DD`). */
export function instantsOf(
  [, , daysAgo, from, to]: ScenarioStay,
  lastDay: string,
  offsetMinutes = 420,
): { from: number; to: number } {
  const midnight = Date.parse(`${lastDay}T00:00:00Z`) / 1000 - offsetMinutes * 60 - daysAgo * 86_400;
  const start = midnight + secondsOf(from);
  const end = midnight + secondsOf(to);
  return { from: start, to: end > start ? end : end + 86_400 };
}

/** The date `daysAgo` days before `lastDay`. */
export const dateAgo = (lastDay: string, daysAgo: number): string =>
  new Date(Date.parse(`${lastDay}T00:00:00Z`) - daysAgo * 86_400_000).toISOString().slice(0, 10);

function secondsOf(clock: Clock): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}
