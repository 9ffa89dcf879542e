import type { IndexCase, TimeChanges, TraceOutcome } from '../types.js';

/** Levels and final times of persons, out of the windows of the index cases and what changed at each hop. */
export function lookUp(
  windows: readonly IndexCase[],
  history: readonly TimeChanges[],
): Pick<TraceOutcome, 'levelOf' | 'earliestAt'> {
  const starts = new Map(windows.map(({ person, from }) => [person, from]));
  return {
    levelOf: (person) => {
      const hop = history.findIndex(({ persons }) => positionOf(persons, person) >= 0);
      return hop < 0 ? undefined : hop;
    },
    earliestAt: (person) => {
      for (let hop = history.length - 1; hop > 0; hop--) {
        const { persons, times } = history[hop]!;
        const at = positionOf(persons, person);
        if (at >= 0) return times[at];
      }
      return starts.get(person);
    },
  };
}

/** Position of a value in an ascending column, or −1. */
function positionOf(column: Int32Array, value: number): number {
  let [low, high] = [0, column.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return column[low] === value ? low : -1;
}
