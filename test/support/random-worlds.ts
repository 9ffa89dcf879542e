import { DEFAULT_CLASSES, EVIDENCE } from '@app/contact-graph';
import fc from 'fast-check';
import { codesOf, type World, type WorldCase, type WorldStay } from './worlds.js';

/** Monday 24 May 2021, 00:00 at UTC+7. */
const BASE = 1_621_789_200;
const DAYS = ['2021-05-23', '2021-05-24', '2021-05-24', '2021-05-25', '2021-05-25', '2021-05-26', '2021-05-27'];
const KINDS = Object.keys(DEFAULT_CLASSES);

// a coarse grid with a second of play: things touch, overlap and miss by one
const instant = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom(-1, 0, 0, 0, 1))
  .map(([step, play]) => BASE + step * 450 * (step % 7 === 0 ? 8 : 1) + play);
const lasting = fc.constantFrom(1, 60, 300, 301, 450, 899, 900, 1800, 3600, 3600, 9000, 30_000, 90_000);
const worker = (count: number) => fc.integer({ min: 0, max: count - 1 }).map((i) => `w${i}`);
const span = fc.tuple(instant, lasting).map(([from, length]) => ({ from, to: from + length }));
const minutes = fc.constantFrom(null, 0, 0, 1, 5, 7.5, 15, 30, 60);
const rule = fc.record({ minMinutes: minutes, hazardPerMinute: fc.constantFrom(0, 0.00025, 0.001, 0.5, 40) });

const places = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS, 'line', 'line', 'workshop', 'workshop', 'workstation', 'workstation', 'table'),
      up: fc.nat(9),
    }),
    {
      minLength: 1,
      maxLength: 7,
    },
  )
  .map((drawn) =>
    drawn.map(({ kind, up }, i) => ({ id: `P${i}`, kind, parent: i > 0 && up < 7 ? `P${up % i}` : null })),
  );

const classes = fc.oneof(
  { weight: 3, arbitrary: fc.constant(DEFAULT_CLASSES) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom(...KINDS), fc.constantFrom('near' as const, 'room' as const, null)),
  },
);

const preset = fc.record({
  near: rule,
  room: rule,
  accumulate: fc.constantFrom('continuous' as const, 'rolling' as const, 'total' as const),
  gapSeconds: fc.constantFrom(0, 0, 1, 60, 450, 1000),
  perHours: fc.constantFrom(1, 2, 6, 24),
  daysBefore: fc.constantFrom(0, 1, 2, 3),
  latencySeconds: fc.constantFrom(0, 0, 0, 1, 450, 3600, 21_600),
  exposureDays: fc.constantFrom(1, 2, 14),
  airLingerMinutes: fc.constantFrom(0, 0, 0.5, 7.5, 30, 90),
  classes,
});

function stays(workers: number, placeCount: number): fc.Arbitrary<WorldStay[]> {
  const place = fc.integer({ min: 0, max: placeCount - 1 }).map((i) => `P${i}`);
  const stay = fc.record({ worker: worker(workers), place, span, evidence: fc.constantFrom(...EVIDENCE) });
  return fc
    .array(stay, { minLength: 8, maxLength: 36, size: 'max' })
    .map((all) => all.map(({ span: { from, to }, ...rest }) => ({ ...rest, from, to })));
}

function cases(workers: number): fc.Arbitrary<WorldCase[]> {
  const drawn = fc.record({
    worker: worker(workers),
    onsetOn: fc.option(fc.constantFrom(...DAYS)),
    sampledOn: fc.constantFrom(...DAYS),
    isolatedAt: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: instant }),
  });
  return fc.array(drawn, { minLength: 1, maxLength: 2 });
}

/** Small worlds in which everything happens: nested places, overlaps, isolations, several cases, odd presets. */
export const randomWorld: fc.Arbitrary<World> = fc
  .tuple(fc.integer({ min: 3, max: 7 }), places)
  .chain(([workers, drawnPlaces]) =>
    fc.record({
      name: fc.constant('random'),
      tzOffsetMinutes: fc.constant(420),
      preset,
      places: fc.constant(drawnPlaces),
      stays: stays(workers, drawnPlaces.length),
      proximity: fc
        .array(fc.record({ a: worker(workers), b: worker(workers), span }), { maxLength: 6 })
        .map((all) => all.filter(({ a, b }) => a !== b).map(({ a, b, span: { from, to } }) => ({ a, b, from, to }))),
      isolations: fc
        .array(fc.record({ worker: worker(workers), span }), { maxLength: 3 })
        .map((all) => all.map(({ worker: isolated, span: { from, to } }) => ({ worker: isolated, from, to }))),
      cases: cases(workers),
      asOf: fc.oneof({ weight: 1, arbitrary: instant }, { weight: 4, arbitrary: fc.constant(BASE + 5 * 86_400) }),
      maxLevel: fc.integer({ min: 1, max: 5 }),
    }),
  );

/** The same with up to four cases that fell ill when things had happened, and some of the others known cases too. */
export const backwardWorld: fc.Arbitrary<{ world: World; known: readonly string[] }> = randomWorld.chain((world) => {
  const names = fc.constantFrom(...codesOf(world));
  const day = fc.constantFrom('2021-05-25', '2021-05-26', '2021-05-26', '2021-05-27', '2021-05-28');
  const ill = fc.record({
    worker: names,
    onsetOn: fc.option(day),
    sampledOn: day,
    isolatedAt: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: instant }),
  });
  return fc.record({
    world: fc.array(ill, { minLength: 1, maxLength: 4 }).map((drawn) => ({ ...world, cases: drawn })),
    known: fc.uniqueArray(names, { maxLength: 2 }),
  });
});
