import fc from 'fast-check';
import { type Kill, KilledTraces } from '../support/killed-traces.js';

jest.setTimeout(10 * 60_000);

/** Every level in the middle of its publication, and anywhere: `--seed` brings the same moments again. */
const kills: Kill[] = [
  ...[1, 2, 3, 4].map((level): Kill => ({ at: { level }, other: level % 2 ? 'alive' : 'later', patient: true })),
  ...fc.sample(
    fc.record({
      at: fc.noBias(fc.integer({ min: 0, max: 100 })).map((percent) => ({ share: percent / 100 })),
      other: fc.constantFrom('alive' as const, 'later' as const),
      patient: fc.boolean(),
    }),
    { seed: jest.getSeed(), numRuns: 16 },
  ),
];

let traces: KilledTraces;
beforeAll(async () => (traces = await KilledTraces.prepare()));
afterAll(() => traces.close());

it.each(kills.map((kill) => [JSON.stringify(kill), kill] as const))(
  'a trace whose process is killed ends as if never disturbed: %s',
  async (_, kill) => {
    expect(await traces.survives(kill)).toBeGreaterThanOrEqual('level' in kill.at ? 2 : 1);
  },
);
