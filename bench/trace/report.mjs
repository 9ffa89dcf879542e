// What the bench prints: one JSON object a line on stdout (design, api.md); what it is doing goes to stderr.
import { performance } from 'node:perf_hooks';

export const say = (words) => process.stderr.write(`${words}\n`);

/** Fields that are undefined are left out, fractions are cut to three significant digits. */
export function emit(line) {
  const shown = (_key, value) => (typeof value === 'number' ? roundOf(value) : value);
  process.stdout.write(`${JSON.stringify({ bench: 'trace', ...line }, shown)}\n`);
}

const roundOf = (value) => (Number.isInteger(value) ? value : Number(value.toPrecision(3)));

/** A line with the medians and the worst of both sides' milliseconds, which lie side by side by case or round. */
export function emitComparison(line, ours, theirs) {
  emit({
    ...line,
    ...{ ours_ms: median(ours), ours_worst_ms: Math.max(...ours) },
    ...{ peer_ms: median(theirs), peer_worst_ms: Math.max(...theirs) },
    ...{ ratio: median(theirs) / median(ours), ratio_worst: Math.min(...ours.map((ms, i) => theirs[i] / ms)) },
    n: ours.length,
  });
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Does some work, says how long it took, and gives its result with the milliseconds. */
export async function timed(words, work) {
  const began = performance.now();
  const result = await work();
  const ms = performance.now() - began;
  say(`${words}: ${(ms / 1000).toFixed(1)} s`);
  return { result, ms };
}
