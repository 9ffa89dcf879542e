import fc from 'fast-check';
import { backwardAnswer } from '../../../../test/support/backward-answer.js';
import { naiveBackward } from '../../../../test/support/naive-backward.js';
import { backwardWorld } from '../../../../test/support/random-worlds.js';
import { toEngine, type World, type WorldStay } from '../../../../test/support/worlds.js';
import {
  type ContactGraphError,
  DEFAULT_CLASSES,
  exposureInterval,
  type PresetInput,
  traceBackward,
} from '../index.js';

/** Monday 24 May 2021, 00:00 at UTC+7. */
const MONDAY = 1_621_789_200;
const DAY = 86_400;
const at = (day: number, clock: string): number => {
  const [hours, minutes] = clock.split(':').map(Number);
  return MONDAY + day * DAY + hours! * 3600 + minutes! * 60;
};
const stay = (worker: string, place: string, day: number, from: string, to: string): WorldStay => {
  return { worker, place, from: at(day, from), to: at(day, to), evidence: 'scan' };
};
const rule = (minMinutes: number | null) => ({ minMinutes, hazardPerMinute: 0.001 });
const nearOnly: PresetInput = { near: rule(15), room: rule(null), accumulate: 'total' };

/** Two lines of a workshop and a canteen; cases fell ill on Thursday the 27th. */
const world = (stays: readonly WorldStay[], cases: readonly string[], preset: PresetInput = nearOnly): World => ({
  name: 'backward',
  preset: { ...preset, classes: DEFAULT_CLASSES },
  places: [
    { id: 'W', parent: null, kind: 'workshop' },
    { id: 'L1', parent: 'W', kind: 'line' },
    { id: 'L2', parent: 'W', kind: 'line' },
    { id: 'C', parent: null, kind: 'canteen' },
  ],
  stays,
  proximity: [],
  cases: cases.map((worker) => ({ worker, onsetOn: '2021-05-27', sampledOn: '2021-05-29', isolatedAt: null })),
  asOf: at(9, '00:00'),
  maxLevel: 1,
});

describe('the exposure interval of a case', () => {
  const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000 - 7 * 3600;
  const interval = (dates: { onsetOn: string | null }, asOf = at(9, '00:00')) =>
    exposureInterval({ sampledOn: '2021-05-29', ...dates }, { exposureDays: 2 }, asOf, midnight);

  it('holds the day before onset to its last second, and days from its first', () => {
    expect(interval({ onsetOn: '2021-05-27' })).toEqual({ from: at(1, '00:00'), to: at(3, '00:00') });
  });
  it('counts from the sample where there is no onset, and ends with what is known', () => {
    expect(interval({ onsetOn: null })).toEqual({ from: at(3, '00:00'), to: at(5, '00:00') });
    expect(interval({ onsetOn: '2021-05-27' }, at(1, '09:00')).to).toBe(at(1, '09:00'));
  });
});

describe('a backward trace', () => {
  it('lists whom a case met up to the night before onset: known cases, then by minutes', () => {
    const stays = [
      stay('ill', 'L1', 2, '06:00', '14:00'),
      stay('ill', 'L1', 3, '06:00', '14:00'),
      stay('short', 'L1', 2, '06:00', '06:10'),
      stay('known', 'L1', 2, '13:40', '15:00'),
      stay('long', 'L1', 2, '05:00', '10:00'),
      stay('late', 'L1', 3, '06:00', '14:00'),
      stay('elsewhere', 'L2', 2, '06:00', '14:00'),
    ];
    const { contacts } = backwardAnswer(world(stays, ['ill']), ['known']);
    expect(
      contacts.map(({ worker, isCase, nearSeconds, qualifies }) => [worker, isCase, nearSeconds, qualifies]),
    ).toEqual([
      ['known', true, 1200, true],
      ['long', false, 14_400, true],
      ['short', false, 600, false],
    ]);
    expect(contacts[1]).toMatchObject({ exposedAt: at(2, '06:00'), lastExposureAt: at(2, '10:00'), sourceCount: 1 });
  });

  it('takes a whole workshop only under a preset that uses rooms', () => {
    const stays = [stay('ill', 'L1', 2, '06:00', '14:00'), stay('elsewhere', 'L2', 2, '08:00', '09:00')];
    const room = { ...nearOnly, room: rule(30) };
    expect(backwardAnswer(world(stays, ['ill'])).contacts).toEqual([]);
    expect(backwardAnswer(world(stays, ['ill'], room)).contacts).toMatchObject([
      { worker: 'elsewhere', nearSeconds: 0, roomSeconds: 3600, measured: { near: 0, room: 3600 }, qualifies: true },
    ]);
  });

  it('sums over the cases, each pair measured for itself, and never lists a case', () => {
    const stays = [
      stay('a', 'L1', 2, '06:00', '06:10'),
      stay('b', 'L1', 2, '06:05', '06:15'),
      stay('met', 'L1', 2, '06:00', '06:15'),
    ];
    expect(backwardAnswer(world(stays, ['a', 'b'])).contacts).toMatchObject([
      { worker: 'met', sourceCount: 2, nearSeconds: 1200, measured: { near: 1200, room: 1200 }, qualifies: false },
    ]);
  });

  it('says which cases have an interval that ends before it starts', () => {
    const early = { ...world([stay('ill', 'L1', 2, '06:00', '14:00')], ['ill']), asOf: at(-20, '00:00') };
    expect(backwardAnswer(early)).toEqual({ contacts: [], places: [], emptyCases: [0] });
  });

  it.each([
    ['rank', { rank: new Int32Array(2) }],
    ['classes', { index: toEngine({ ...world([], ['ill']), preset: { ...nearOnly, classes: {} } }).index }],
  ])('refuses a wrong %s', (field, change) => {
    const engine = { ...toEngine(world([], ['ill'])), known: new Set<number>() };
    const refusal: Partial<ContactGraphError> = { code: 'invalid_trace', details: { field } };
    expect(() => [...traceBackward({ ...engine, ...change })]).toThrow(expect.objectContaining(refusal) as Error);
  });
});

describe('the places that cases have in common', () => {
  const places = (stays: readonly WorldStay[], airLingerMinutes: number, cases = ['a', 'b', 'c']) =>
    backwardAnswer(world(stays, cases, { ...nearOnly, airLingerMinutes })).places;

  it('are the innermost ones, most cases first, then most time together', () => {
    const stays = [
      stay('a', 'L1', 1, '06:00', '10:00'),
      stay('b', 'L1', 1, '09:00', '12:00'),
      stay('b', 'C', 1, '12:00', '12:30'),
      stay('a', 'C', 1, '12:00', '12:30'),
      stay('c', 'C', 1, '12:20', '12:40'),
    ];
    expect(places(stays, 0)).toEqual([
      {
        ...{ place: 'C', workers: ['a', 'b', 'c'], overlapSeconds: 1800 + 600 + 600, gapSeconds: 0 },
        ...{ firstAt: at(1, '12:00'), lastAt: at(1, '12:30') },
      },
      {
        ...{ place: 'L1', workers: ['a', 'b'], overlapSeconds: 3600, gapSeconds: 0 },
        ...{ firstAt: at(1, '09:00'), lastAt: at(1, '10:00') },
      },
    ]);
  });

  it('count while the air lingers, at the innermost place alone; without lingering only time together does', () => {
    const stays = [
      stay('a', 'L1', 1, '06:00', '10:00'),
      stay('b', 'L1', 1, '10:20', '12:00'),
      stay('b', 'W', 1, '12:00', '12:05'),
      stay('c', 'L1', 1, '13:00', '14:00'),
    ];
    const [firstAt, lastAt] = [at(1, '10:00'), at(1, '10:20')];
    const gap = { place: 'L1', workers: ['a', 'b'], overlapSeconds: 0, gapSeconds: 1200, firstAt, lastAt };
    expect(places(stays, 20)).toEqual([gap]);
    expect(places(stays, 19)).toEqual([]);
    const again = [stay('b', 'L1', 2, '06:00', '10:00'), stay('a', 'L1', 2, '10:20', '12:00')];
    expect(places([...stays, ...again], 20)).toEqual([{ ...gap, lastAt: at(2, '10:20') }]);
    expect(places([stay('a', 'L1', 1, '06:00', '10:00'), stay('b', 'L1', 1, '10:00', '11:00')], 0)).toEqual([]);
  });

  it('do not count on the day of onset', () => {
    const stays = ['a', 'b'].map((worker) => stay(worker, 'C', 3, '12:00', '12:30'));
    expect(places(stays, 60, ['a', 'b'])).toEqual([]);
  });
});

describe('small random worlds', () => {
  it('come out as the naive reference of the rules says', () => {
    fc.assert(
      fc.property(backwardWorld, ({ world, known }) => {
        const { contacts, places } = backwardAnswer(world, known);
        expect({ contacts, places }).toEqual(naiveBackward(world, known));
      }),
      { numRuns: 300 },
    );
  });

  it('come out the same when fed piecemeal, a few cases at a time', () => {
    fc.assert(
      fc.property(backwardWorld, fc.integer({ min: 1, max: 3 }), ({ world, known }, most) =>
        expect(backwardAnswer(world, known, most)).toEqual(backwardAnswer(world, known)),
      ),
      { numRuns: 300 },
    );
  });
});
