import { dateOfDayNumber, dayNumberOfDate, type PlaceKind, startOfDate } from '@app/contracts';
import type { Timed } from '../../apps/checkin/src/rosters/shift-hours.js';
import { openHours, ownShifts, type ShiftDay } from '../../apps/checkin/src/plausibility/hours.js';
import type { Seen, SiteSeen, Surroundings } from '../../apps/checkin/src/plausibility/seen.js';
import { pick, random } from '../../seeds/province/random.js';

/** A Monday. */
const MONDAY = '2026-05-11';
const WEEK = Array.from({ length: 7 }, (_, i) => dateOfDayNumber(dayNumberOfDate(MONDAY) + i));
const MINUTE = 60;
const HOUR = 3_600;

const WORKDAYS = [1, 2, 3, 4, 5, 6];
const timed = (code: string, from: number, to: number): Timed => ({
  ...{ code, startMinute: from * 60, endMinute: to * 60, cycle: null, days: WORKDAYS, validFrom: '2000-01-01' },
  validTo: null,
});
/** No night shift: the factory closes. */
export const SHIFTS = [timed('A', 6, 14), timed('B', 14, 22), timed('HC', 7.5, 16.5)];

const site = (id: string, latitude: number, longitude: number): SiteSeen => ({ id, unitCode: id, latitude, longitude });
/** Twelve kilometres from each other. */
const SITES = [site('s1', 21.2, 106.1), site('s2', 21.3, 106.15)] as const;
const DORMITORY = 90;
const BUS = 91;
/** Numbers of the places of a site. */
export const placesOf = (siteNo: number) => ({
  gates: siteNo === 0 ? [1, 2] : [51],
  canteen: 10 + 50 * siteNo,
  line: (n: number) => 20 + 50 * siteNo + (n % 8),
});

export interface Person {
  no: number;
  siteNo: number;
  shift: string;
  /** Sends from the own phone, or one that a colleague lends. */
  phone: string;
}

export interface Week {
  days: readonly string[];
  people: readonly Person[];
  seen: Seen[];
  around: Surroundings;
}

type Next = () => number;
const between = (next: Next, low: number, high: number): number => Math.round(low + (high - low) * next());
const often = (next: Next, share: number): boolean => next() < share;

/**
 * A week of 300 workers of a factory with two sites: shifts, buses that empty before a gate within two minutes, canteen,
 * overtime, forgotten check-outs, badges scanned twice, borrowed phones, shifts swapped without a word, managers on the
 * road between the sites, repairs on a Sunday.
 */
export function normalWeek(seed: number): Week {
  const next = random(seed);
  const people = Array.from({ length: 300 }, (_, n): Person => {
    const shift = n % 10 < 4 ? 'A' : n % 10 < 8 ? 'B' : 'HC';
    // every twentieth pair shares a phone
    return { no: n + 1, siteNo: n < 240 ? 0 : 1, shift, phone: `phone-${n % 40 === 1 ? n - 1 : n}` };
  });
  const rows: Seen[] = [];
  const record = (row: Omit<Seen, 'id' | 'codeReplayed'>): void => {
    rows.push({ ...row, id: `n${String(rows.length).padStart(6, '0')}`, codeReplayed: false });
  };
  const shiftDays: ShiftDay[] = [];
  WEEK.forEach((day, weekday) => {
    const busses = new Map<string, Next>();
    for (const person of people) {
      const isOff = weekday === 6 || often(next, 0.03);
      shiftDays.push({ workerNo: person.no, day, shift: isOff ? null : person.shift });
      if (!isOff && !often(next, 0.05)) workOn(day, person, next, record, busses);
    }
  });
  for (const person of people.slice(100, 103)) repair(WEEK[6]!, person, next, record);
  lendPhone(rows, people.slice(30, 33), next);
  return { days: WEEK, people, seen: rows, around: surroundings(people, shiftDays) };
}

type Recorder = (row: Omit<Seen, 'id' | 'codeReplayed'>) => void;

/** A guard's tablet reads badges; at a poster everybody uses a phone. */
const scan = (person: Person, placeNo: number, at: number, byPhone: boolean): Omit<Seen, 'id' | 'codeReplayed'> => ({
  ...{ workerNo: person.no, placeNo, at, trust: byPhone ? 'poster' : 'badge', own: byPhone },
  deviceId: byPhone ? person.phone : `tablet-${placeNo}`,
});

function workOn(day: string, person: Person, next: Next, record: Recorder, busses: Map<string, Next>): void {
  const places = placesOf(person.siteNo);
  const swapped = often(next, 0.004) && person.shift !== 'HC';
  const code = swapped ? (person.shift === 'A' ? 'B' : 'A') : person.shift;
  const shift = SHIFTS.find((one) => one.code === code)!;
  const start = startOfDate(day) + shift.startMinute * MINUTE;
  const end = startOfDate(day) + shift.endMinute * MINUTE + overtime(code, next);
  const isBusRider = person.no % 5 < 2;
  const late = often(next, 0.03) ? between(next, 5, 90) * MINUTE : 0;
  const gate = pick(places.gates, next);
  let arrival = start + late - between(next, 5, 35) * MINUTE;
  if (isBusRider && late === 0) {
    const bus = `${code} ${person.siteNo} ${person.no % 3}`;
    const doors = busses.get(bus) ?? seats(start - between(next, 12, 25) * MINUTE, next);
    busses.set(bus, doors);
    arrival = doors();
    record(scan(person, BUS, arrival - between(next, 15, 50) * MINUTE, true));
  }
  const byPhone = often(next, 0.3);
  record(scan(person, gate, arrival, byPhone));
  if (often(next, 0.02)) record(scan(person, gate, arrival + between(next, 2, 9), byPhone));
  const atLine = Math.max(arrival + between(next, 3, 8) * MINUTE, start - between(next, 0, 6) * MINUTE);
  const line = places.line(person.no);
  record(scan(person, line, atLine, true));
  const meal = (start + end) / 2 + between(next, -30, 30) * MINUTE;
  record(scan(person, places.canteen, Math.round(meal), often(next, 0.5)));
  record(scan(person, line, Math.round(meal) + between(next, 25, 40) * MINUTE, true));
  if (isManager(person)) visit(person, Math.round(meal) + HOUR, next, record);
  if (!often(next, 0.08)) record(scan(person, gate, end + between(next, 2, 20) * MINUTE, often(next, 0.3)));
  if (person.no % 5 === 4) record(scan(person, DORMITORY, end + between(next, 40, 90) * MINUTE, true));
}

function overtime(code: string, next: Next): number {
  if (!often(next, code === 'B' ? 0.1 : 0.28)) return 0;
  return between(next, 30, code === 'B' ? 85 : often(next, 0.1) ? 230 : 150) * MINUTE;
}

/** The times at which those in one bus pass the gate, some two seconds apart. */
function seats(arrival: number, next: Next): Next {
  let at = arrival;
  return () => (at += between(next, 1, 4));
}

const isManager = ({ no }: Person): boolean => no % 60 === 8;

/** To the other site and back, at 25 to 40 km/h. */
function visit(person: Person, leaving: number, next: Next, record: Recorder): void {
  const there = placesOf(1 - person.siteNo);
  const drive = (): number => between(next, 18, 30) * MINUTE;
  record(scan(person, placesOf(person.siteNo).gates[0]!, leaving, true));
  const arrived = leaving + drive();
  record(scan(person, there.gates[0]!, arrived, true));
  const left = arrived + between(next, 40, 90) * MINUTE;
  record(scan(person, there.gates[0]!, left, true));
  record(scan(person, placesOf(person.siteNo).gates[0]!, left + drive(), true));
}

/** Nobody wrote the roster for it. */
function repair(day: string, person: Person, next: Next, record: Recorder): void {
  const places = placesOf(person.siteNo);
  const start = startOfDate(day) + 8 * HOUR + between(next, 0, 20) * MINUTE;
  for (const [placeNo, minutes] of [
    [1, 0],
    [places.line(person.no), 6],
    [1, 300],
  ] as const)
    record(scan(person, placeNo, start + minutes * MINUTE, true));
}

/** One morning two batteries are flat, and three send from one phone, as quickly as they can. */
function lendPhone(rows: Seen[], friends: readonly Person[], next: Next): void {
  const wednesday = startOfDate(WEEK[2]!);
  const at = wednesday + 5 * HOUR + 40 * MINUTE;
  for (const [index, friend] of friends.entries()) {
    const own = rows.find(
      ({ workerNo, at: when, placeNo }) => workerNo === friend.no && when > wednesday && placeNo < 3,
    );
    if (!own || own.at > wednesday + 24 * HOUR) continue;
    Object.assign(own, {
      at: at + index * 20 + between(next, 0, 9),
      deviceId: friends[0]!.phone,
      own: true,
      trust: 'poster',
    });
  }
}

function surroundings(people: readonly Person[], shiftDays: readonly ShiftDay[]): Surroundings {
  const monday = dayNumberOfDate(MONDAY);
  const places = new Map<number, { kind: PlaceKind; site: SiteSeen | null }>([
    [DORMITORY, { kind: 'dormitory', site: SITES[0] }],
    [BUS, { kind: 'bus', site: null }],
  ]);
  for (const [siteNo, site] of SITES.entries()) {
    const { gates, canteen, line } = placesOf(siteNo);
    for (const no of gates) places.set(no, { kind: 'gate', site });
    places.set(canteen, { kind: 'canteen', site });
    for (let n = 0; n < 8; n++) places.set(line(n), { kind: 'line', site });
  }
  return {
    places,
    open: openHours(SHIFTS, monday - 2, monday + 8),
    shifts: ownShifts(SHIFTS, shiftDays),
    belongs: new Map(people.map((person) => [person.no, new Set(sitesOf(person))])),
  };
}

/** Three managers in five are known to belong to both sites. */
const sitesOf = (person: Person): string[] =>
  isManager(person) && person.no % 100 < 60 ? ['s1', 's2'] : [SITES[person.siteNo]!.id];
