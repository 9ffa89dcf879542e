// The index cases: seeded, sampled in the first half of the period so that four levels have time to grow.
import { caseWindow } from '../../dist/libs/contact-graph/src/index.js';
import { dateOfDayNumber, localDayNumber, startOfDate } from '../../dist/libs/contracts/src/index.js';
import { mix } from '../../dist/seeds/province/random.js';
import { PRESET } from './preset.mjs';

/** `{ person, sampledOn, from, to }` of each; the window opens two days before the sample and stays open. */
export function makeCases({ workers, days, seed, from, asOf }, count) {
  const latest = Math.max(1, Math.floor(days / 2) - 1);
  return Array.from({ length: count }, (_, i) => {
    const person = mix(seed, i, 31) % workers;
    const day = PRESET.daysBefore + (mix(seed, i, 32) % latest);
    const sampledOn = dateOfDayNumber(localDayNumber(from) + day);
    const dates = { onsetOn: null, sampledOn, isolatedAt: null };
    return { person, sampledOn, ...caseWindow(dates, PRESET, asOf, startOfDate) };
  });
}
