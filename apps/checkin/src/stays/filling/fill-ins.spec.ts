import type { Span } from '@app/contact-graph';
import { dateOfDayNumber, dayNumberOfDate, EVERY_DAY, startOfDate, ALWAYS } from '@app/contracts';
import fc from 'fast-check';
import type { Rostered, RoutePlace, Sitting, Trip } from '../../rosters/rosters.queries.js';
import { shiftHours } from '../../rosters/shift-hours.js';
import { timetable } from '../../rosters/timetable.js';
import { boundsOf, staysOfDay, windowOf } from '../derived-day.js';
import type { DerivedStay } from '../derive-stays.js';
import { expectedEndOf } from '../expected-end.js';
import { areNested, type PlaceFacts } from '../place-event.js';
import { shiftEndOf } from '../shifts.js';
import { fillIns } from './fill-ins.js';
import type { PlacedSpan } from './known.js';
import type { Sign } from './signs.js';

const DAY = '2026-05-12';
const today = dayNumberOfDate(DAY);
const midnight = startOfDate(DAY);
const at = (hour: number): number => midnight + Math.round(hour * 3_600);

const place = (no: number, kind: PlaceFacts['kind'], siteId: string | null, ...ancestors: number[]): PlaceFacts => ({
  ...{ no, kind, siteId, ancestors: new Set(ancestors) },
});
const workshop = place(1, 'workshop', 's');
const line = place(2, 'line', 's', 1);
const other = place(3, 'line', 's', 1);
const canteen = place(4, 'canteen', 's');
const gate = place(5, 'gate', 's');
const room = place(6, 'dormitory-room', null, 7);
const house = place(7, 'dormitory', null);
const bus = place(8, 'bus', null);
const PLACES = [workshop, line, other, canteen, gate, room, house, bus];
const placeOf = (no: number): PlaceFacts => PLACES.find((one) => one.no === no)!;

const sign = (where: PlaceFacts, direction: 'in' | 'out', hour: number, stopped = false): Sign => ({
  ...{ place: where, direction, at: at(hour), stopped },
});
const [enter, leave] = [
  (where: PlaceFacts, hour: number) => sign(where, 'in', hour),
  (where: PlaceFacts, hour: number) => sign(where, 'out', hour),
];

const dated = { cycle: null, days: EVERY_DAY, validFrom: ALWAYS, validTo: null };
const minutes = (from: number, to: number) => ({ startMinute: from * 60, endMinute: to * 60 });
const trip = (code: string, direction: Trip['direction'], from: number, to: number): Trip => ({
  ...{ code, placeNo: bus.no, direction, shift: 'A', ...minutes(from, to), ...dated },
});
const TRIPS = [trip('out', 'outbound', 5.25, 5.75), trip('back', 'return', 14.25, 14.75)];
const SITTING: Sitting = { code: 'S', placeNo: canteen.no, shift: 'A', ...minutes(10, 10.5), ...dated };

interface Given {
  signs?: Sign[];
  roster?: Partial<Rostered>;
  apart?: Span[];
  imported?: PlacedSpan[];
  trips?: Trip[];
  sittings?: Sitting[];
  stops?: Partial<RoutePlace>[];
  /** Days beside today on which the roster holds as well. */
  around?: number[];
}

function derive(given: Given, day = DAY): { scanned: DerivedStay[]; filled: DerivedStay[] } {
  const { signs = [], apart = [] } = given;
  const row = { workerNo: 9, shift: 'A', placeNo: line.no, roomNo: null, busNo: null, siteId: 's' };
  const days = [0, ...(given.around ?? [])].map((offset) => dateOfDayNumber(today + offset));
  const rostered = days.map((date): Rostered => ({ ...row, fill: 'passed-gate', ...given.roster, day: date }));
  const schedules = {
    hoursOf: shiftHours([]),
    tripsOn: timetable(given.trips ?? []),
    sittingsOn: timetable(given.sittings ?? []),
    stopsOn: () =>
      (given.stops ?? []).map((stop) => ({
        day: '',
        workerNo: 9,
        placeNo: 0,
        startMinute: null,
        endMinute: null,
        ...stop,
      })),
    placeOf,
  };
  const shifts = new Map(rostered.map((one) => [dayNumberOfDate(one.day), one.shift ?? undefined]));
  const shiftEnd = shiftEndOf((on) => shifts.get(on), schedules.hoursOf);
  const expectedEnd = expectedEndOf(shiftEnd, schedules.tripsOn, schedules.sittingsOn);
  const bounds = boundsOf(day);
  const scanned = staysOfDay(
    signs.filter(({ stopped }) => !stopped),
    expectedEnd,
    bounds,
  );
  const certain = [...scanned, ...(given.imported ?? [])];
  const filled = fillIns({ workerNo: 9, signs, certain, rostered, apart, expectedEnd }, schedules, bounds);
  return { scanned, filled };
}

/** `kind from–to evidence` of what is filled in, in hours of the day. */
const told = (given: Given): string[] =>
  derive(given)
    .filled.sort((a, b) => a.from - b.from || a.placeNo - b.placeNo)
    .map(({ placeNo, from, to, evidence }) => {
      const hours = [from, to].map((instant) => (instant - midnight) / 3_600);
      return `${placeOf(placeNo).kind} ${hours.join('–')} ${evidence}`;
    });

const passed = [enter(gate, 5.5), leave(gate, 14.5)];

describe('the line of the shift', () => {
  it('is filled in for whoever passed the gate, from then on', () => {
    expect(told({ signs: passed })).toEqual(['line 6–14 roster']);
    expect(told({ signs: [enter(gate, 7)] })).toEqual(['line 7–14 roster']);
    expect(told({ signs: [enter(gate, 5.5), leave(gate, 9), enter(gate, 10)] })).toEqual([
      ...['line 6–9 roster', 'line 10–14 roster'],
    ]);
  });

  it('is filled in for those who did not only where the site says so, unless a scan says otherwise', () => {
    const roster = { fill: 'all' as const };
    expect(told({})).toEqual([]);
    expect(told({ signs: [enter(canteen, 10), leave(canteen, 10.5)] })).toEqual([]);
    expect(told({ roster })).toEqual(['line 6–14 roster']);
    expect(told({ roster, signs: [leave(gate, 9)] })).toEqual(['line 6–9 roster']);
    expect(told({ roster, signs: [enter(gate, 9)] })).toEqual(['line 9–14 roster']);
  });

  it('yields to scans on its level and goes on around them', () => {
    const signs = [enter(gate, 5.5), enter(canteen, 10), leave(canteen, 10.5)];
    expect(told({ signs })).toEqual(['line 6–10 roster', 'line 10.5–14 roster']);
    expect(told({ signs: [enter(gate, 5.5), enter(line, 6.5), leave(line, 13.5), leave(gate, 14.5)] })).toEqual([]);
    expect(told({ signs: [enter(gate, 5.5), enter(workshop, 6.5), leave(gate, 13)] })).toEqual(['line 6.5–13 roster']);
  });

  it('is none on a day off, in isolation, or for whom the gate stopped', () => {
    expect(told({ signs: passed, roster: { shift: null } })).toEqual([]);
    expect(told({ signs: passed, apart: [[at(0), at(12)]] })).toEqual(['line 12–14 roster']);
    expect(told({ signs: [sign(gate, 'in', 5.5, true)], roster: { fill: 'all' } })).toEqual([]);
    expect(told({ signs: [enter(gate, 5.5), sign(gate, 'in', 9, true)] })).toEqual(['line 6–9 roster']);
    expect(told({ signs: [sign(gate, 'in', 5.5, true), enter(gate, 8)] })).toEqual(['line 8–14 roster']);
  });
});

describe('a canteen sitting', () => {
  it('is cut out of the line', () => {
    expect(told({ signs: passed, sittings: [SITTING] })).toEqual([
      ...['line 6–10 roster', 'canteen 10–10.5 roster', 'line 10.5–14 roster'],
    ]);
  });

  it('ends a check-in at the canteen', () => {
    const { scanned } = derive({ signs: [enter(gate, 5.5), enter(canteen, 9.9)], sittings: [SITTING] });
    expect(scanned).toEqual([{ placeNo: canteen.no, from: at(9.9), to: at(10.5), evidence: 'scan-inferred' }]);
  });
});

describe('a bus', () => {
  const roster = { busNo: bus.no };

  it('is filled in for those who have it and were present', () => {
    expect(told({ signs: passed, roster, trips: TRIPS })).toEqual([
      ...['bus 5.25–5.5 transport', 'line 6–14 roster', 'bus 14.5–14.75 transport'],
    ]);
    expect(told({ signs: [], roster, trips: TRIPS })).toEqual([]);
  });

  it('is not filled in for those who came hours later or went hours before', () => {
    expect(told({ signs: [enter(gate, 9), leave(gate, 11)], roster, trips: TRIPS })).toEqual(['line 9–11 roster']);
  });

  it('ends a check-in on it with its arrival', () => {
    const { scanned } = derive({ signs: [enter(bus, 5.3)], trips: TRIPS });
    expect(scanned).toEqual([{ placeNo: bus.no, from: at(5.3), to: at(5.75), evidence: 'scan-inferred' }]);
  });
});

describe('a room', () => {
  const roster = { roomNo: room.no };

  it('fills the time off shift, and none between the gates', () => {
    expect(told({ signs: passed, roster })).toEqual([
      ...['dormitory-room 0–5.5 residence', 'line 6–14 roster', 'dormitory-room 14.5–24 residence'],
    ]);
  });

  it('fills a day off of those who were seen shortly before, or of all', () => {
    const off = { ...roster, shift: null };
    expect(told({ signs: [leave(gate, -10)], roster: off })).toEqual(['dormitory-room 0–24 residence']);
    expect(told({ roster: off })).toEqual([]);
    expect(told({ roster: { ...off, fill: 'all' } })).toEqual(['dormitory-room 0–24 residence']);
  });

  it('yields to rides and to what is scanned there', () => {
    const given = { roster: { ...roster, busNo: bus.no }, trips: TRIPS };
    expect(told({ signs: [enter(gate, 5.8), leave(gate, 14.1), enter(house, 16)], ...given })).toEqual([
      ...['dormitory-room 0–5.25 residence', 'bus 5.25–5.75 transport', 'dormitory-room 5.75–5.8 residence'],
      ...['line 6–14 roster', 'bus 14.25–14.75 transport', 'dormitory-room 16–24 residence'],
    ]);
  });
});

it('what was measured elsewhere is believed: nothing is filled in there, nor elsewhere at that time', () => {
  const measured = (where: PlaceFacts) => [{ placeNo: where.no, from: at(8), to: at(9) }];
  for (const where of [line, canteen])
    expect(told({ signs: passed, imported: measured(where) })).toEqual(['line 6–8 roster', 'line 9–14 roster']);
  expect(told({ signs: passed, imported: measured(workshop) })).toEqual(['line 6–14 roster']);
  expect(told({ imported: measured(line) })).toEqual([]);
});

it('roamers are along their route: at timed stops alone, at the others any time of the shift', () => {
  const stops = [{ placeNo: canteen.no, ...minutes(8, 9) }, { placeNo: other.no }];
  expect(told({ signs: passed, stops })).toEqual([
    ...['line 6–8 roster', 'line 6–8 roster', 'canteen 8–9 roster', 'line 9–14 roster', 'line 9–14 roster'],
  ]);
});

it('a night shift is filled in on both of its days', () => {
  const given: Given = { signs: [enter(gate, -4.2)], roster: { shift: 'N' }, around: [-1] };
  const parts = ['2026-05-11', DAY].flatMap((day) => derive(given, day).filled);
  expect(parts.map(({ from, to }) => [from, to])).toEqual([
    [at(-4), at(0)],
    [at(0), at(8)],
  ]);
});

const signs = fc.array(
  fc.record({
    place: fc.constantFrom(...PLACES),
    direction: fc.constantFrom('in' as const, 'out' as const),
    at: fc.integer({ min: -60, max: 160 }).map((quarter) => midnight + quarter * 900),
    stopped: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  }),
  { maxLength: 14 },
);
const given = fc.record({
  signs,
  roster: fc.record({
    shift: fc.constantFrom('A', 'B', 'N', null),
    fill: fc.constantFrom('all' as const, 'passed-gate' as const),
    roomNo: fc.constantFrom(room.no, null),
    busNo: fc.constantFrom(bus.no, null),
  }),
  apart: fc.constantFrom<Span[][]>([], [[at(3), at(11)]]),
  trips: fc.constantFrom([], TRIPS),
  sittings: fc.constantFrom([], [SITTING]),
  stops: fc.constantFrom([], [{ placeNo: canteen.no, ...minutes(8, 9) }]),
  around: fc.constantFrom([], [-1], [-2, -1, 1]),
}) as fc.Arbitrary<Given & { signs: Sign[] }>;

describe('whatever was scanned and rostered', () => {
  it('it depends on the set of check-ins near the day alone, in any order', () => {
    fc.assert(
      fc.property(given, fc.infiniteStream(fc.nat()), (one, random) => {
        const { from, to } = windowOf(boundsOf(DAY));
        const shuffled = [...one.signs, ...one.signs.slice(0, 3)]
          .filter((event) => event.at >= from && event.at < to)
          .map((event) => ({ event, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        expect(derive({ ...one, signs: shuffled })).toEqual(derive(one));
      }),
    );
  });

  it('what is filled in lies in the day, off isolation, and where no scan and nothing else says otherwise', () => {
    fc.assert(
      fc.property(given, (one) => {
        const { scanned, filled } = derive(one);
        const meet = (a: DerivedStay, b: DerivedStay) => a.from < b.to && b.from < a.to;
        for (const stay of filled) {
          expect(stay.from).toBeGreaterThanOrEqual(at(0));
          expect(stay.to).toBeLessThanOrEqual(at(24));
          expect(stay.to).toBeGreaterThan(stay.from);
          for (const [from, to] of one.apart ?? []) expect(stay.from < to && from < stay.to).toBe(false);
          const isApart = ({ placeNo }: DerivedStay) =>
            placeNo === stay.placeNo || !areNested(placeOf(placeNo), placeOf(stay.placeNo));
          expect(scanned.filter((scan) => isApart(scan) && meet(scan, stay))).toEqual([]);
          expect(filled.filter((twin) => twin !== stay && isApart(twin) && meet(twin, stay))).toEqual([]);
        }
      }),
    );
  });
});
