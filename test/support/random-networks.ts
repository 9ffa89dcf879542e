import { DEFAULT_CLASSES } from '@app/contact-graph';
import fc from 'fast-check';
import type { NetworkDay } from './naive-network.js';
import { randomWorld } from './random-worlds.js';
import { codesOf, type World, type WorldStay } from './worlds.js';

const MIDNIGHT = 1_621_789_200;

const PLACES: World['places'] = [
  { id: 'W', parent: null, kind: 'workshop' },
  { id: 'L0', parent: 'W', kind: 'line' },
  { id: 'L1', parent: 'W', kind: 'line' },
  { id: 'B', parent: null, kind: 'bus' },
  { id: 'C', parent: null, kind: 'canteen' },
  { id: 'T', parent: 'C', kind: 'table' },
  { id: 'R', parent: null, kind: 'dormitory-room' },
];

/** Short meetings of twos and threes, some at two places, so that groups hang together by few places. */
const meetings: fc.Arbitrary<WorldStay[]> = fc
  .array(
    fc.record({
      places: fc.uniqueArray(fc.constantFrom(...PLACES.map(({ id }) => id)), { minLength: 1, maxLength: 2 }),
      workers: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 2, maxLength: 3 }),
      start: fc.integer({ min: 0, max: 40 }),
      lasting: fc.constantFrom(60, 300, 450, 600, 900, 1800),
    }),
    { minLength: 3, maxLength: 9 },
  )
  .map((all) =>
    all.flatMap(({ places, workers, start, lasting }) =>
      places.flatMap((place, i) => {
        const from = MIDNIGHT + 28_800 + start * 450 + i * lasting;
        return workers.map((one) => ({ worker: `w${one}`, place, from, to: from + lasting, evidence: 'scan' }));
      }),
    ),
  );

/** A random world with such meetings instead of its stays. */
const scattered = fc
  .record({ world: randomWorld, stays: meetings, near: fc.constantFrom(0, 5, 15, 15), isPlain: fc.boolean() })
  .map(({ world, stays, near, isPlain }): World => ({
    ...world,
    ...{ stays, places: PLACES, cases: [], proximity: isPlain ? [] : world.proximity },
    isolations: isPlain ? [] : (world.isolations ?? []),
    preset: {
      ...world.preset,
      near: { ...world.preset.near, minMinutes: near },
      room: { ...world.preset.room, minMinutes: isPlain ? null : world.preset.room.minMinutes },
      classes: DEFAULT_CLASSES,
    },
  }));

/** Any day of a small world, now and then of some persons only, now and then with a place in two versions. */
export const randomNetworkDay: fc.Arbitrary<readonly [World, NetworkDay]> = fc
  .oneof({ weight: 1, arbitrary: randomWorld }, { weight: 3, arbitrary: scattered })
  .chain((world) => {
    const ids = world.places.map(({ id }) => id);
    const day = fc.record(
      {
        from: fc.constantFrom(-1, 0, 0, 0, 0, 0, 1).map((number) => MIDNIGHT + number * 86_400),
        persons: fc.subarray(codesOf(world), { minLength: 2 }),
        standsFor: fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).map(([a, b]) => ({ [a]: b })),
      },
      { requiredKeys: ['from'] },
    );
    return day.map(({ from, ...rest }) => [world, { from, to: from + 86_400, ...rest }] as const);
  });
