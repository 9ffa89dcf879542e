// Takes of a few seconds each: everybody at once and again as soon as answered, or at a given rate whatever happens.
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Hands that each do one deed after the other for some seconds.
 * @param deeds one a hand: does the next, and gives how many rows that were
 * @returns rows a second, and the milliseconds of each deed
 */
export async function closedTurn(deeds, seconds) {
  const [times, began] = [[], performance.now()];
  const until = began + seconds * 1_000;
  let rows = 0;
  const hand = async (deed) => {
    for (let from = performance.now(); from < until; from = performance.now()) {
      const done = await deed();
      rows += done;
      times.push(performance.now() - from);
    }
  };
  await Promise.all(deeds.map(hand));
  return { perSecond: (rows * 1_000) / (performance.now() - began), times, rows };
}

/**
 * Deeds that fall due at a steady rate, done by whichever hand is free. A deed that waited for a hand is as late as it is:
 * its time runs from when it fell due.
 */
export async function steadyTurn(deeds, seconds, perSecond) {
  const [free, due, times, began] = [[...deeds], [], [], performance.now()];
  let [fallen, under] = [0, 0];
  const total = Math.round(seconds * perSecond);
  const hire = () => {
    while (free.length > 0 && due.length > 0) void run(free.pop(), due.shift());
  };
  const run = async (deed, from) => {
    under++;
    await deed();
    times.push(performance.now() - from);
    under--;
    free.push(deed);
    hire();
  };
  while (fallen < total) {
    const now = performance.now();
    for (let next; fallen < total && (next = began + (fallen * 1_000) / perSecond) <= now; fallen++) due.push(next);
    hire();
    await delay(1);
  }
  while (due.length > 0 || under > 0) await delay(1);
  return { perSecond: (total * 1_000) / (performance.now() - began), times, rows: total };
}

/** The least time that so many of a hundred do not exceed. */
export function percentile(times, percent) {
  const sorted = Float64Array.from(times).sort();
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)];
}
