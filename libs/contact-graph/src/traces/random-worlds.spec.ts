import fc from 'fast-check';
import { answerOfEngine, runTrace } from '../../../../test/support/engine-answer.js';
import { fedTrace } from '../../../../test/support/fed-trace.js';
import { naiveTrace } from '../../../../test/support/naive-reference.js';
import { randomWorld } from '../../../../test/support/random-worlds.js';
import { type EngineWorld, toEngine, type World, type WorldStay } from '../../../../test/support/worlds.js';
import { areBorneOut } from '../explaining/borne-out.js';
import { reachForward } from './trace.js';
import type { Piece, TraceOutcome } from '../types.js';

const RUNS = 2000;
// thousands of worlds take a while where the processor is shared
jest.setTimeout(120_000);

describe('small random worlds', () => {
  it('come out as the naive reference of the rules says, pieces and evidence included', () => {
    fc.assert(
      fc.property(randomWorld, (world) => expect(answerOfEngine(world)).toEqual(naiveTrace(world))),
      { numRuns: RUNS },
    );
  });

  it('bear out by the pieces of every source what the trace found of it, and by fewer pieces do not', () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        const { preset } = toEngine(world);
        for (const edge of answerOfEngine(world).flatMap(({ edges }) => edges)) {
          const pieces = edge.pieces as readonly Pick<Piece, 'class' | 'from' | 'to'>[];
          expect(areBorneOut(edge, pieces, preset)).toBe(true);
          const [first] = pieces;
          const others = pieces.filter(({ from, to }) => from >= first!.to || to <= first!.from);
          expect(areBorneOut(edge, others, preset)).toBe(false);
        }
      }),
      { numRuns: RUNS / 8 },
    );
  });

  it('come out the same where only who was reached, and when, is asked for', () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        const engine = toEngine(world);
        const { outcome } = runTrace(engine);
        const reached = reachAlone(engine);
        for (const field of ['windows', 'emptyCases', 'counts', 'history', 'earlier'] as const)
          expect(reached[field]).toEqual(outcome[field]);
        engine.codes.forEach((_, person) => {
          expect(reached.levelOf(person)).toBe(outcome.levelOf(person));
          expect(reached.earliestAt(person)).toBe(outcome.earliestAt(person));
        });
      }),
      { numRuns: RUNS / 8 },
    );
  });

  it('come out the same in whatever order the rows arrive', () => {
    const shuffled = randomWorld.chain((world) =>
      fc.record({
        world: fc.constant(world),
        stays: fc.shuffledSubarray([...world.stays], { minLength: world.stays.length }),
        proximity: fc.shuffledSubarray([...world.proximity], { minLength: world.proximity.length }),
        cases: fc.shuffledSubarray([...world.cases], { minLength: world.cases.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ world, ...rows }) =>
        expect(answerOfEngine({ ...world, ...rows })).toEqual(answerOfEngine(world)),
      ),
      { numRuns: RUNS / 8 },
    );
  });

  it('come out the same when fed piecemeal, a few sources at a time', () => {
    fc.assert(
      fc.property(randomWorld, fc.integer({ min: 1, max: 3 }), (world, most) =>
        expect(
          answerOfEngine(
            world,
            toEngine(world),
            fedTrace(world, () => most),
          ),
        ).toEqual(answerOfEngine(world)),
      ),
      { numRuns: RUNS / 8 },
    );
  });

  it('come out the same when stays are split at any instant', () => {
    const split = fc.tuple(
      randomWorld,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 36, maxLength: 36 }),
    );
    fc.assert(
      fc.property(split, ([world, cuts]) =>
        expect(answerOfEngine(splitStays(world, cuts))).toEqual(answerOfEngine(world)),
      ),
      { numRuns: RUNS / 8 },
    );
  });
});

function reachAlone(engine: EngineWorld): TraceOutcome {
  const run = reachForward(engine);
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value;
}

function splitStays(world: World, cuts: readonly number[]): World {
  const parts = (stay: WorldStay, i: number): WorldStay[] => {
    const at = stay.from + Math.round((stay.to - stay.from) * cuts[i]!);
    if (at <= stay.from || at >= stay.to) return [stay];
    return [
      { ...stay, from: at },
      { ...stay, to: at },
    ];
  };
  return { ...world, stays: world.stays.flatMap(parts) };
}
