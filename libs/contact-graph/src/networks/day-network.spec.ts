import { networkOfEngine } from '../../../../test/support/engine-network.js';
import { naiveNetwork } from '../../../../test/support/naive-network.js';
import { toEngine, type World, type WorldStay } from '../../../../test/support/worlds.js';
import { countContacts, DEFAULT_CLASSES, dayNetwork, type PresetInput } from '../index.js';

const MIDNIGHT = 1_621_789_200;
const DAY = { from: MIDNIGHT, to: MIDNIGHT + 86_400 };
const rule = (minMinutes: number | null) => ({ minMinutes, hazardPerMinute: 0.001 });
const QUARTER: PresetInput = { near: rule(15), room: rule(null), accumulate: 'total' };
const CLOSED_SPACE: PresetInput = { near: rule(0), room: rule(0), accumulate: 'total' };

const worldOf = (stays: readonly WorldStay[], given: Partial<World> & { preset?: PresetInput } = {}): World => ({
  ...{ name: 'a day', places: PLACES, stays, proximity: [], cases: [], asOf: DAY.to, maxLevel: 1, ...given },
  preset: { ...(given.preset ?? QUARTER), classes: DEFAULT_CLASSES },
});
const PLACES: World['places'] = [
  { id: 'W', parent: null, kind: 'workshop' },
  { id: 'L1', parent: 'W', kind: 'line' },
  { id: 'L2', parent: 'W', kind: 'line' },
  { id: 'B', parent: null, kind: 'bus' },
  { id: 'T', parent: null, kind: 'table' },
];

/** Workers, each a letter, at a place for some minutes from an hour of the day. */
const at = (place: string, workers: string, hour: number, minutes: number): WorldStay[] =>
  [...workers].map((worker) => {
    const from = MIDNIGHT + hour * 3600;
    return { worker, place, from, to: from + minutes * 60, evidence: 'scan' };
  });

const venue = (place: string, persons: number, contacts: number, joins = 0, joinedPersons = 0) => {
  return { place, persons, contacts, joins, joinedPersons };
};

describe('the network of a day', () => {
  it('counts pairs, parts and whom nobody was near', () => {
    const world = worldOf([...at('L1', 'abc', 8, 60), ...at('L2', 'de', 8, 60), ...at('L2', 'f', 10, 60)]);
    expect(networkOfEngine(world, DAY)).toEqual({
      ...{ persons: 6, pairs: 4, parts: 2, largestPart: 3, alone: 1 },
      venues: [venue('L1', 3, 3), venue('L2', 3, 1)],
    });
  });

  it('unites what a pair did at several places, none of which would do alone', () => {
    const world = worldOf([...at('L1', 'ab', 8, 10), ...at('B', 'ab', 17, 10)]);
    const { pairs, venues } = networkOfEngine(world, DAY);
    expect({ pairs, venues }).toEqual({ pairs: 1, venues: [venue('B', 2, 0), venue('L1', 2, 0)] });
  });

  it('finds the bus that alone connects two lines', () => {
    const lines = [...at('L1', 'abc', 8, 60), ...at('L2', 'def', 8, 60)];
    const world = worldOf([...lines, ...at('B', 'ad', 7, 20)]);
    expect(networkOfEngine(world, DAY)).toMatchObject({
      ...{ parts: 1, largestPart: 6 },
      venues: [venue('B', 2, 1, 2, 6), venue('L1', 3, 3), venue('L2', 3, 3)],
    });
    const again = worldOf([...lines, ...at('B', 'ad', 7, 20), ...at('T', 'be', 12, 20)]);
    expect(networkOfEngine(again, DAY).venues.map(({ joins }) => joins)).toEqual([0, 0, 0, 0]);
  });

  it('does not take people for connected who used one place at different hours', () => {
    const lines = [...at('L1', 'abc', 8, 60), ...at('L2', 'def', 8, 60)];
    const world = worldOf([...lines, ...at('T', 'abc', 11, 20), ...at('T', 'def', 12, 20), ...at('B', 'ad', 7, 20)]);
    const { venues } = networkOfEngine(world, DAY);
    expect(venues).toContainEqual(venue('B', 2, 1, 2, 6));
    expect(venues).toContainEqual(venue('T', 6, 6));
  });

  it('takes a place away with all its hours', () => {
    const lines = [...at('L1', 'abc', 8, 60), ...at('L2', 'def', 8, 60)];
    const world = worldOf([...lines, ...at('T', 'ad', 11, 20), ...at('T', 'be', 12, 20)]);
    expect(networkOfEngine(world, DAY).venues).toContainEqual(venue('T', 4, 2, 2, 6));
  });

  it('does not call one person a group', () => {
    const world = worldOf([...at('L1', 'abc', 8, 60), ...at('B', 'ax', 7, 20)]);
    expect(networkOfEngine(world, DAY).venues).toEqual([venue('B', 2, 1), venue('L1', 3, 3)]);
  });

  it('names the workshop, not its lines, where the preset counts the same closed space', () => {
    const world = worldOf([...at('L1', 'ab', 8, 60), ...at('L2', 'cd', 8, 60)], { preset: CLOSED_SPACE });
    expect(networkOfEngine(world, DAY)).toMatchObject({ pairs: 6, venues: [venue('W', 4, 6)] });
  });

  it('leaves out time in isolation, and everybody who was not asked about', () => {
    const isolations = [{ worker: 'c', from: MIDNIGHT, to: null }];
    const world = worldOf(at('L1', 'abcd', 8, 60), { isolations });
    expect(networkOfEngine(world, DAY)).toMatchObject({ persons: 3, pairs: 3 });
    expect(networkOfEngine(world, { ...DAY, persons: ['a', 'b'] })).toMatchObject({ persons: 2, pairs: 1 });
  });

  it('is that of the naive reference where columns have many blocks', () => {
    const stays = Array.from({ length: 420 }, (_, i): WorldStay => {
      const from = MIDNIGHT + ((i * 7919) % 80_000);
      const place = i % 17 === 0 ? 'W' : ['L1', 'L2', 'B', 'T'][(i * 31) % 4]!;
      return { worker: `w${(i * 37) % 70}`, place, from, to: from + 60 + ((i * 613) % 2400), evidence: 'scan' };
    });
    for (const preset of [QUARTER, CLOSED_SPACE, { ...QUARTER, near: rule(5), room: rule(20) }]) {
      const world = worldOf(stays, { preset });
      expect(networkOfEngine(world, DAY)).toEqual(naiveNetwork(world, DAY));
    }
  });

  it('reports progress, and refuses another class map and unknown persons', () => {
    const { index, preset } = toEngine(worldOf(at('L1', 'abc', 8, 60)));
    const question = { ...DAY, preset };
    expect([...dayNetwork(index, { ...question, progressEvery: 1 })].at(-1)).toEqual({ done: 3, total: 3 });
    const classes = { line: 'room' as const };
    expect(() => countContacts(index, { ...question, preset: { ...preset, classes } })).toThrow('invalid_preset');
    expect(() => dayNetwork(index, { ...question, persons: [3] }).next()).toThrow('unknown_person');
  });
});
