import { dateOfDayNumber, localDayNumber, startOfDate } from '@app/contracts';
import fc from 'fast-check';
import type { Sitting, Trip } from '../rosters/rosters.queries.js';
import { shiftHours } from '../rosters/shift-hours.js';
import { timetable } from '../rosters/timetable.js';
import { boundsOf, staysOfDay, windowOf } from './derived-day.js';
import { type DerivedStay, deriveStays } from './derive-stays.js';
import { expectedEndOf } from './expected-end.js';
import type { PlaceEvent, PlaceFacts } from './place-event.js';
import { shiftEndOf } from './shifts.js';

const place = (no: number, kind: PlaceFacts['kind'], siteId: string | null, ...ancestors: number[]): PlaceFacts => ({
  ...{ no, kind, siteId, ancestors: new Set(ancestors) },
});
const workshop = place(1, 'workshop', 's');
const line = place(2, 'line', 's', 1);
const canteen = place(3, 'canteen', 's');
const gate = place(4, 'gate', 's');
const bus = place(5, 'bus', null);
const PLACES = [workshop, line, canteen, gate, bus];

const midnight = startOfDate('2026-05-12');
const at = (hour: number): number => midnight + hour * 3_600;
const enter = (where: PlaceFacts, hour: number): PlaceEvent => ({ place: where, direction: 'in', at: at(hour) });
const leave = (where: PlaceFacts, hour: number): PlaceEvent => ({ place: where, direction: 'out', at: at(hour) });
const noShift = (): undefined => undefined;
const shiftA = expectedEndOf(
  shiftEndOf(() => 'A', shiftHours([])),
  timetable<Trip>([]),
  timetable<Sitting>([]),
);

/** `place from–to evidence`, in hours. */
const told = (stays: DerivedStay[]): string[] =>
  stays.map(({ placeNo, from, to, evidence }) => {
    const hours = [from, to].map((instant) => (instant - midnight) / 3_600);
    return `${PLACES.find(({ no }) => no === placeNo)!.kind} ${hours.join('–')} ${evidence}`;
  });

describe('stays out of check-ins', () => {
  it('last from the check-in to the check-out', () => {
    expect(told(deriveStays([enter(line, 6), leave(line, 14)], noShift))).toEqual(['line 6–14 scan']);
  });

  it('end, inferred, with the next check-in elsewhere', () => {
    expect(told(deriveStays([enter(line, 6), enter(canteen, 10), leave(canteen, 10.5)], noShift))).toEqual([
      ...['line 6–10 scan-inferred', 'canteen 10–10.5 scan'],
    ]);
  });

  it('end, inferred, with the shift, else after twelve hours', () => {
    expect(told(deriveStays([enter(line, 5.5)], shiftA))).toEqual(['line 5.5–14 scan-inferred']);
    expect(told(deriveStays([enter(line, 5.5)], noShift))).toEqual(['line 5.5–17.5 scan-inferred']);
  });

  it('end with the shift where the next sign elsewhere comes only later', () => {
    expect(told(deriveStays([enter(line, 6), enter(bus, 19)], shiftA))[0]).toBe('line 6–14 scan-inferred');
  });

  it('go on over the end of the shift where the check-out says so', () => {
    expect(told(deriveStays([enter(line, 6), leave(line, 18)], shiftA))).toEqual(['line 6–18 scan']);
    expect(told(deriveStays([enter(line, 6), leave(line, 23)], shiftA))).toEqual(['line 6–14 scan-inferred']);
  });

  it('nest: a deeper place ends no outer one, leaving the outer one ends both', () => {
    expect(told(deriveStays([enter(workshop, 6), enter(line, 7), leave(workshop, 14)], noShift))).toEqual([
      ...['workshop 6–14 scan', 'line 7–14 scan-inferred'],
    ]);
  });

  it('are none at gates; going out of a gate ends all in its site', () => {
    const events = [enter(gate, 5.9), enter(workshop, 6), enter(line, 6), leave(gate, 14)];
    expect(told(deriveStays(events, noShift))).toEqual([...['workshop 6–14 scan-inferred', 'line 6–14 scan-inferred']]);
  });

  it('end where the gate of another place is passed inward', () => {
    expect(told(deriveStays([enter(bus, 5), enter(gate, 5.9)], noShift))).toEqual(['bus 5–5.9 scan-inferred']);
  });

  it('are one however often a worker checks in at the same place', () => {
    const events = [enter(line, 6), enter(line, 6), enter(line, 9), leave(line, 14)];
    expect(told(deriveStays(events, noShift))).toEqual(['line 6–14 scan']);
  });

  it('are none for a check-out without a check-in', () => {
    expect(deriveStays([leave(line, 14)], noShift)).toEqual([]);
  });
});

const events = fc.array(
  fc.record({
    place: fc.constantFrom(...PLACES),
    direction: fc.constantFrom('in' as const, 'out' as const),
    at: fc.integer({ min: 0, max: 180 }).map((half) => midnight + half * 1_800),
  }),
  { maxLength: 40 },
);

describe('stays out of any check-ins', () => {
  it('depend on the set of events alone: not on their order, nor on repetition', () => {
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (given, random) => {
        const shuffled = [...given, ...given.slice(0, 7)]
          .map((event) => ({ event, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        expect(deriveStays(shuffled, shiftA)).toEqual(deriveStays(given, shiftA));
      }),
    );
  });

  it('have an end after their start, do not overlap at one place, and are none at gates', () => {
    fc.assert(
      fc.property(events, (given) => {
        const stays = deriveStays(given, shiftA);
        for (const [i, stay] of stays.entries()) {
          expect(stay.to).toBeGreaterThan(stay.from);
          expect(stay.placeNo).not.toBe(gate.no);
          const next = stays.slice(i + 1).find(({ placeNo }) => placeNo === stay.placeNo);
          if (next) expect(next.from).toBeGreaterThanOrEqual(stay.to);
        }
      }),
    );
  });

  it('are the same, cut at midnight, when each day is derived from its own window', () => {
    fc.assert(
      fc.property(events, (given) => {
        const parts = [-1, 0, 1, 2, 3, 4].flatMap((offset) => {
          const bounds = boundsOf(dateOfDayNumber(localDayNumber(midnight) + offset));
          const { from, to } = windowOf(bounds);
          return staysOfDay(
            given.filter((event) => event.at >= from && event.at < to),
            shiftA,
            bounds,
          );
        });
        expect(seconds(parts)).toEqual(seconds(deriveStays(given, shiftA)));
      }),
    );
  });
});

/** Every half hour of each place that is covered. */
const seconds = (stays: DerivedStay[]): string[] =>
  stays
    .flatMap(({ placeNo, from, to }) =>
      Array.from({ length: (to - from) / 1_800 }, (_, i) => `${placeNo} ${from + i * 1_800}`),
    )
    .sort();
