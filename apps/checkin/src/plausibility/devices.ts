import { grouped } from '../stays/grouped.js';
import type { Finder, Seen } from './seen.js';

/** Two occasions on which one device checks a group in belong together within this time: coming and going. */
export const OCCASIONS_WITHIN = 12 * 3_600;
/** Clocks tick whole seconds, so the intervals of a timer differ by one. */
const TICK = 1;

const peopleIn = (run: readonly Seen[]): number => new Set(run.map(({ workerNo }) => workerNo)).size;
const gapsOf = (run: readonly Seen[]): number[] => run.slice(1).map(({ at }, index) => at - run[index]!.at);

const byDevice = (seen: readonly Seen[]): Iterable<Seen[]> =>
  grouped(
    seen.filter(({ deviceId }) => deviceId !== null),
    ({ deviceId }) => deviceId,
  ).values();

/** The stretches whose check-ins follow one another as told by `goesOn`. */
function runsOf(seen: readonly Seen[], goesOn: (run: readonly Seen[], next: Seen) => boolean): Seen[][] {
  const runs: Seen[][] = [];
  for (const one of seen) {
    const run = runs.at(-1);
    if (run && goesOn(run, one)) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

/**
 * One phone checks several people in by their own accounts, one after the other: at a fixed interval, or on two
 * occasions. Once, at no interval, it is the phone of somebody helpful.
 */
export const sharedDevice: Finder = function* (seen, _, { people, gapSeconds }) {
  for (const all of byDevice(seen.filter(({ own }) => own))) {
    const groups = runsOf(all, (run, { at }) => at - run.at(-1)!.at <= gapSeconds).filter(
      (run) => peopleIn(run) >= people,
    );
    const isRegular = (run: readonly Seen[]): boolean => {
      const gaps = gapsOf(run);
      return Math.max(...gaps) - Math.min(...gaps) <= TICK;
    };
    const isRepeated = (run: readonly Seen[]): boolean =>
      groups.some((other) => other !== run && Math.abs(other[0]!.at - run[0]!.at) <= OCCASIONS_WITHIN);
    yield* groups.filter((run) => isRegular(run) || isRepeated(run)).flat();
  }
};

/**
 * Whatever account it uses, a device checks many people in at exactly one interval, as a timer does and a queue does not.
 * All in the same second is a list that somebody sent, and no sign of anything.
 */
export const fixedInterval: Finder = function* (seen, _, { people }) {
  for (const all of byDevice(seen)) {
    const gaps = gapsOf(all);
    let from = 0;
    for (let to = 1; to <= gaps.length; to++) {
      if (gaps[to] === gaps[from]) continue;
      const run = all.slice(from, to + 1);
      if (gaps[from]! > 0 && peopleIn(run) >= people) yield* run;
      from = to;
    }
  }
};
