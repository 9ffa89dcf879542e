import { dayNumberOfDate, FLAG_CODES, type FlagCode, startOfDate } from '@app/contracts';
import fc from 'fast-check';
import { flagsOf } from './flags.js';
import type { PlaceSeen, Seen, SiteSeen, Surroundings } from './seen.js';

const midnight = startOfDate('2026-05-12');
const HOUR = 3_600;
const DAY = dayNumberOfDate('2026-05-12');

const site = (id: string, given: Partial<SiteSeen> = {}): SiteSeen => ({
  ...{ id, unitCode: '219', latitude: 21, longitude: 106, ...given },
});
/** Some 11 km from each other; the third and the fourth, in another unit, are nobody knows where. */
const [HERE, THERE] = [site('here'), site('there', { latitude: 21.1 })];
const [UNKNOWN, OTHER_UNIT] = [site('x', { latitude: null }), site('y', { latitude: null, unitCode: '220' })];

const AROUND: Surroundings = {
  places: new Map([
    ...[HERE, THERE, UNKNOWN, OTHER_UNIT].map((one, index): [number, PlaceSeen] => [
      index + 1,
      { kind: 'gate', site: one },
    ]),
    [9, { kind: 'bus', site: null }],
    [10, { kind: 'dormitory', site: HERE }],
  ]),
  open: [{ start: midnight + 6 * HOUR, end: midnight + 22 * HOUR }],
  shifts: new Map([[7, { days: new Set([DAY]), hours: [{ start: midnight + 6 * HOUR, end: midnight + 14 * HOUR }] }]]),
  belongs: new Map([[1, new Set(['there'])]]),
};

let made = 0;
/** At an hour of the day, plus seconds. */
const seen = (hour: number, given: Partial<Seen> & { plus?: number } = {}): Seen => {
  const { plus = 0, ...rest } = given;
  return {
    ...{ id: String(++made).padStart(6, '0'), workerNo: 1, placeNo: 1, at: midnight + hour * HOUR + plus },
    ...{ deviceId: null, trust: 'typed', own: false, codeReplayed: false, ...rest },
  };
};
const rules = (...holding: FlagCode[]) =>
  FLAG_CODES.map((code) => ({
    ...{ organisationId: null, code, enabled: true, holds: holding.includes(code), parameters: {} },
  }));
/** The codes of each, in the order given. */
const codes = async (...all: Seen[]): Promise<string[]> => {
  const flags = await flagsOf(all, AROUND, rules());
  return all.map(({ id }) => flags.get(id)?.codes.join(' ') ?? '');
};
const people = (count: number, make: (n: number) => Seen): Seen[] => Array.from({ length: count }, (_, n) => make(n));
const counted = async (all: Seen[]): Promise<number> => (await codes(...all)).filter((one) => one !== '').length;

it('a site is closed two hours before its first shift and after its last, but nobody lives by hours', async () => {
  expect(await codes(seen(3.9), seen(4), seen(23.9), seen(24))).toEqual(['closed_hours', '', '', 'closed_hours']);
  expect(await codes(seen(2, { placeNo: 9 }), seen(2, { placeNo: 10 }))).toEqual(['', '']);
});

it('a worker is expected from two hours before the own shift to four after, on days of which that is known', async () => {
  const at = (hour: number) => seen(hour, { workerNo: 7 });
  expect(await codes(at(4), at(17.9), at(18))).toEqual(['', '', 'outside_shift']);
  expect(await codes(seen(20, { workerNo: 8 }))).toEqual(['']);
  const off = { ...AROUND, shifts: new Map([[7, { days: new Set([DAY]), hours: [] }]]) };
  expect((await flagsOf([at(9)], off, rules())).size).toBe(1);
  const unknown = { ...AROUND, shifts: new Map([[7, { days: new Set([DAY - 1]), hours: [] }]]) };
  expect((await flagsOf([at(9)], unknown, rules())).size).toBe(0);
});

it('nobody is at two sites 11 km apart within ten minutes; which is false nobody can tell', async () => {
  expect(await codes(seen(8), seen(8, { placeNo: 2, plus: 540 }))).toEqual(['too_far', 'too_far']);
  expect(await codes(seen(8), seen(8, { placeNo: 2, plus: 700 }))).toEqual(['', '']);
  expect(await codes(seen(8), seen(8, { placeNo: 2, plus: 60, workerNo: 2 }))).toEqual(['', '']);
});

it('sites nobody knows the position of are far apart in two administrative units, and near in one', async () => {
  expect(await codes(seen(8), seen(8, { placeNo: 3, plus: 60 }))).toEqual(['', '']);
  expect(await codes(seen(8), seen(8, { placeNo: 4, plus: 60 }))).toEqual(['too_far', 'too_far']);
});

it('sixty go through a gate in a minute, and sixty-one do not', async () => {
  const through = (count: number, seconds: number) =>
    people(count, (n) => seen(8, { workerNo: n + 20, plus: Math.floor((n * seconds) / count) }));
  expect(await counted(through(60, 60))).toBe(0);
  expect(await counted(through(61, 60))).toBe(61);
  expect(await counted(through(120, 120))).toBe(0);
});

it('one phone does not serve three accounts by a timer, nor twice', async () => {
  const phone = (n: number, hour: number, plus: number) =>
    seen(hour, { workerNo: 20 + n, deviceId: 'p', own: true, plus });
  const hurried = (hour: number) => [phone(0, hour, 0), phone(1, hour, 20), phone(2, hour, 33)];
  expect(await codes(...hurried(8))).toEqual(['', '', '']);
  expect(await counted([...hurried(8), ...hurried(16)])).toBe(6);
  expect(await codes(...people(3, (n) => phone(n, 8, n * 7)))).toEqual(Array(3).fill('shared_device'));
  expect(await codes(...people(2, (n) => phone(n, 8, n * 7)))).toEqual(['', '']);
});

it('a queue does not come at one interval; a list sent in one second may', async () => {
  const every = (seconds: number, count: number) =>
    people(count, (n) => seen(8, { workerNo: 20 + n, deviceId: 'g', trust: 'badge', plus: n * seconds }));
  expect(await counted(every(3, 10))).toBe(10);
  expect(await counted(every(3, 9))).toBe(0);
  expect(await counted(every(0, 30))).toBe(0);
});

it('a poster hangs elsewhere when whoever scans it was elsewhere just before or after', async () => {
  const poster = { trust: 'poster' } as const;
  const [at, next] = [seen(8, poster), seen(8, { placeNo: 2, plus: 900 })];
  expect(await codes(at, next)).toEqual(['poster_moved', '']);
  expect(await codes(seen(8, poster), seen(11, { placeNo: 2 }))).toEqual(['', '']);
  const atHome = seen(8, { ...poster, placeNo: 2, plus: 1_200 });
  expect(await codes(atHome, seen(8))).toEqual(['', '']);
});

it('a poster hangs elsewhere when a device that stands elsewhere scans it', async () => {
  const device = (n: number, given: Partial<Seen>) =>
    seen(8, { workerNo: 30 + n, deviceId: 'kiosk', plus: n * 31 + (n % 3), ...given });
  const scans = people(9, (n) => device(n, n === 4 ? { trust: 'poster' } : { placeNo: 2, trust: 'badge' }));
  expect(await codes(...scans)).toEqual(scans.map(({ trust }) => (trust === 'poster' ? 'poster_moved' : '')));
});

it('holds back for those codes alone whose rule says so; an own rule stands in place of the province', async () => {
  const night = seen(2);
  expect((await flagsOf([night], AROUND, rules())).get(night.id)?.held).toBe(false);
  expect((await flagsOf([night], AROUND, rules('closed_hours'))).get(night.id)?.held).toBe(true);
  const own = { organisationId: 'o', code: 'closed_hours', enabled: false, holds: true, parameters: {} } as const;
  expect((await flagsOf([night], AROUND, [...rules(), own])).size).toBe(0);
  const wide = { ...own, enabled: true, parameters: { marginMinutes: 300 } };
  expect((await flagsOf([night], AROUND, [wide, ...rules()])).size).toBe(0);
  expect((await flagsOf([night], AROUND, [])).size).toBe(0);
});

it('the order in which check-ins are given never matters', async () => {
  const anySeen = fc.record({
    workerNo: fc.integer({ min: 1, max: 5 }),
    placeNo: fc.constantFrom(1, 2, 4, 10),
    plus: fc.integer({ min: 0, max: 900 }),
    deviceId: fc.constantFrom(null, 'a', 'b'),
    trust: fc.constantFrom('poster', 'badge'),
    own: fc.boolean(),
  });
  const anyWorld = fc.array(anySeen, { maxLength: 40 }).chain((all) => {
    const given = all.map((one) => seen(3.9, one as Partial<Seen>));
    return fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }));
  });
  const told = async (all: Seen[]) =>
    [...(await flagsOf(all, AROUND, rules('too_far')))].sort(([a], [b]) => (a < b ? -1 : 1));
  await fc.assert(
    fc.asyncProperty(anyWorld, async ([given, shuffled]) => expect(await told(shuffled)).toEqual(await told(given))),
  );
});
