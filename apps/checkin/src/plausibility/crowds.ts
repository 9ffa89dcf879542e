import { grouped } from '../stays/grouped.js';
import type { Finder } from './seen.js';

/** More passages of one gate than people can go through it: all of any sixty seconds that hold too many. */
export const tooMany: Finder = function* (seen, { places }, { perMinute }) {
  const atGates = seen.filter(({ placeNo }) => places.get(placeNo)?.kind === 'gate');
  for (const passages of grouped(atGates, ({ placeNo }) => placeNo).values()) {
    let [first, told] = [0, 0];
    for (const [last, { at }] of passages.entries()) {
      while (at - passages[first]!.at >= 60) first++;
      if (last - first < perMinute) continue;
      yield* passages.slice(Math.max(first, told), last + 1);
      told = last + 1;
    }
  }
};
