import fc from 'fast-check';
import { networkOfEngine } from '../../../../test/support/engine-network.js';
import { naiveNetwork } from '../../../../test/support/naive-network.js';
import { randomNetworkDay } from '../../../../test/support/random-networks.js';
import { toEngine } from '../../../../test/support/worlds.js';
import { countContacts } from '../index.js';

const RUNS = 1000;
// thousands of worlds take a while where the processor is shared
jest.setTimeout(120_000);

describe('networks of small random worlds', () => {
  it('come out as the naive reference of their definitions says', () => {
    fc.assert(
      fc.property(randomNetworkDay, ([world, day]) =>
        expect(networkOfEngine(world, day)).toEqual(naiveNetwork(world, day)),
      ),
      { numRuns: RUNS },
    );
  });

  it('count the same pairs when pairs are all that is asked for', () => {
    fc.assert(
      fc.property(randomNetworkDay, ([world, { from, to }]) => {
        const { index, preset } = toEngine(world);
        expect(countContacts(index, { from, to, preset })).toBe(naiveNetwork(world, { from, to }).pairs);
      }),
      { numRuns: RUNS },
    );
  });
});
