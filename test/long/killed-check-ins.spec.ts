import fc from 'fast-check';
import { KilledCheckIns, VICTIMS } from '../support/killed-check-ins.js';

jest.setTimeout(10 * 60_000);

const ROUNDS = 50;
/** Milliseconds until the blow: `--seed` brings the same again. */
const moments = fc.sample(fc.noBias(fc.integer({ min: 0, max: 500 })), { seed: jest.getSeed(), numRuns: ROUNDS });

let killed: KilledCheckIns;
beforeAll(async () => (killed = await KilledCheckIns.prepare()));
afterAll(() => killed.close());

it.each(moments.map((after, round) => [VICTIMS[round % VICTIMS.length]!, after, round]))(
  'what was acknowledged is stored, once: %s killed after %d ms, round %d',
  (victim, after) => killed.survives(victim, after),
);

it('and all of it has become stays in the end, whoever was killed at that', () => killed.becomesStays());
