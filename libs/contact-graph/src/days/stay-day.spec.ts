import fc from 'fast-check';
import { answerOfEngine } from '../../../../test/support/engine-answer.js';
import { randomWorld } from '../../../../test/support/random-worlds.js';
import { rowsOf, toEngine, type World } from '../../../../test/support/worlds.js';
import { type StayDay, StayDayBuilder, stayIndexOf } from '../index.js';

const DAY = 86_400;
jest.setTimeout(120_000);

type Row = ReturnType<typeof rowsOf>[number];

/** Rows by the day they lie in, cut at its bounds. */
function byDay(rows: readonly Row[]): Map<number, Row[]> {
  const days = new Map<number, Row[]>();
  for (const row of rows) {
    for (let day = Math.floor(row.from / DAY); day * DAY < row.to; day++) {
      const cut = { ...row, from: Math.max(row.from, day * DAY), to: Math.min(row.to, (day + 1) * DAY) };
      days.set(day, [...(days.get(day) ?? []), cut]);
    }
  }
  return days;
}

function dayOf(
  day: number,
  rows: readonly Row[],
  proximity: { a: number; b: number; from: number; to: number }[] = [],
) {
  const builder = new StayDayBuilder(day * DAY, (day + 1) * DAY);
  for (const { person, place, from, to, evidence } of rows) builder.addStay(person, place, from, to, evidence);
  for (const { a, b, from, to } of proximity) {
    const [low, high] = [Math.max(from, day * DAY), Math.min(to, (day + 1) * DAY)];
    if (low < high) builder.addProximity(a, b, low, high);
  }
  return builder.build();
}

/** Corrections until every person has the stays of the world: who is corrected when, and in which company. */
function corrected(
  day: number,
  start: StayDay,
  truth: readonly Row[],
  order: readonly number[],
  batch: number,
): StayDay {
  let now = start;
  for (let i = 0; i < order.length; i += batch) {
    const persons = new Set(order.slice(i, i + batch));
    now = now.replacing(
      persons,
      dayOf(
        day,
        truth.filter(({ person }) => persons.has(person)),
      ),
    );
  }
  return now;
}

const history = randomWorld.chain((world) => {
  const persons = toEngine(world).codes.map((_, i) => i);
  return fc.record({
    world: fc.constant(world),
    wrong: fc.shuffledSubarray([...world.stays]),
    order: fc.shuffledSubarray(persons, { minLength: persons.length }),
    again: fc.shuffledSubarray(persons),
    batch: fc.integer({ min: 1, max: 4 }),
  });
});

describe('a day that is still open', () => {
  it('ends as if built at once, whatever was added, corrected and taken back before', () => {
    fc.assert(
      fc.property(history, ({ world, wrong, order, again, batch }) => {
        const engine = toEngine(world);
        const truth = byDay(rowsOf(world, engine.codes));
        const before = byDay(rowsOf({ ...world, stays: wrong.map(moved(world)) }, engine.codes));
        const proximity = world.proximity.map(({ a, b, ...span }) => ({
          ...{ a: engine.codes.indexOf(a), b: engine.codes.indexOf(b) },
          ...span,
        }));
        const numbers = new Set([
          ...truth.keys(),
          ...before.keys(),
          ...proximity.map((row) => Math.floor(row.from / DAY)),
        ]);
        for (const { from, to } of proximity) for (let d = Math.floor(from / DAY); d * DAY < to; d++) numbers.add(d);
        const days = [...numbers].map((day) => {
          const start = dayOf(day, before.get(day) ?? []);
          const rows = truth.get(day) ?? [];
          return corrected(day, start, rows, [...order, ...again], batch).withProximityOf(dayOf(day, [], proximity));
        });
        const index = stayIndexOf(days, engine.options);
        expect(index.stayCount).toBe([...truth.values()].flat().length);
        expect(answerOfEngine(world, { ...engine, index })).toEqual(answerOfEngine(world));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves the day that it was made from as it was', () => {
    const row = { person: 0, place: 0, from: 0, to: 60, evidence: 0 };
    const first = dayOf(0, [row, { ...row, person: 1 }]);
    const second = first.replacing(new Set([1]), dayOf(0, []));
    expect([first.has(1), second.has(1), second.has(0)]).toEqual([true, false, true]);
    expect([first.stayCount, second.stayCount]).toEqual([2, 1]);
  });
});

/** What was recorded first: at another place and another time. */
function moved(world: World) {
  return (stay: World['stays'][number], i: number) => ({
    ...stay,
    place: world.places[i % world.places.length]!.id,
    from: stay.from - (i % 3) * 500,
  });
}

describe('a day', () => {
  const builder = (): StayDayBuilder => new StayDayBuilder(0, DAY);

  it.each([
    ['outside_day', () => builder().addStay(0, 0, -1, 5, 0)],
    ['outside_day', () => builder().addStay(0, 0, 5, DAY + 1, 0)],
    ['outside_day', () => builder().addProximity(0, 1, 5, DAY + 1)],
    ['invalid_day', () => new StayDayBuilder(0, 2 * DAY)],
    ['end_not_after_start', () => new StayDayBuilder(DAY, DAY)],
    ['unknown_place', () => builder().addStay(0, 2 ** 26, 0, 1, 0)],
    ['unknown_person', () => builder().addStay(2 ** 29, 0, 0, 1, 0)],
  ])('refuses with %s', (code, act) => expect(act).toThrow(code));

  it('does not overlap another one', () => {
    const days = [new StayDayBuilder(0, DAY).build(), new StayDayBuilder(DAY - 1, DAY + 9).build()];
    const { options } = toEngine({ ...EMPTY });
    expect(() => stayIndexOf(days, options)).toThrow('overlapping_days');
  });
});

const EMPTY: World = {
  name: 'empty',
  preset: { near: { minMinutes: 0 }, room: { minMinutes: null }, accumulate: 'total' },
  places: [],
  stays: [],
  proximity: [],
  cases: [],
  asOf: 0,
  maxLevel: 1,
};
