import { type FlagCode, startOfDate } from '@app/contracts';
import type { Seen } from '../../apps/checkin/src/plausibility/seen.js';
import { pick, random } from '../../seeds/province/random.js';
import { type Person, placesOf, SHIFTS, type Week } from './normal-week.js';

const MINUTE = 60;
const HOUR = 3_600;

/** What somebody forged of one kind; `replaces` are honest check-ins that did not take place because of it. */
export interface Fraud {
  code: FlagCode;
  seen: Seen[];
  replaces?: Seen[];
}

type Next = () => number;
type Forge = (week: Week, next: Next, number: number) => Omit<Fraud, 'code'>;

const between = (next: Next, low: number, high: number): number => Math.round(low + (high - low) * next());
const workday = ({ days }: Week, next: Next): number => startOfDate(days[between(next, 0, 5)]!);
/** `count` of them in a row, from anywhere. */
const some = (people: readonly Person[], count: number, next: Next): Person[] => {
  const from = between(next, 0, people.length - count);
  return people.slice(from, from + count);
};
const forged = (workerNo: number, placeNo: number, at: number, given: Partial<Seen> = {}): Seen => ({
  ...{ id: '', workerNo, placeNo, at, deviceId: `tablet-${placeNo}`, trust: 'badge', own: false, codeReplayed: false },
  ...given,
});
const gateOf = ({ siteNo }: Person): number => placesOf(siteNo).gates[0]!;

/** A badge in the night, when no shift is there, or on a Sunday. */
const atNight: Forge = (week, next, number) => {
  const person = pick(week.people, next);
  const isSunday = number % 3 === 0;
  const at = isSunday
    ? startOfDate(week.days[6]!) + between(next, 5 * HOUR, 23 * HOUR)
    : workday(week, next) + between(next, 10 * MINUTE, 3 * HOUR + 50 * MINUTE);
  return { seen: [forged(person.no, gateOf(person), at)] };
};

/**
 * A friend checks somebody in who is at home: while the factory is open, three hours or more before the own shift or five
 * after it. What is nearer cannot be told from overtime.
 */
const forAFriend: Forge = (week, next) => {
  const person = pick(week.people, next);
  const shift = SHIFTS.find(({ code }) => code === person.shift)!;
  const day = workday(week, next);
  const minutes = [shift.startMinute - 180, shift.endMinute + 300];
  let at: number;
  do at = between(next, 6 * 60, 22 * 60);
  while (at > minutes[0]! && at < minutes[1]!);
  return { seen: [forged(person.no, gateOf(person), day + at * MINUTE)] };
};

/** A copied badge passes the gate of the other site, minutes before or after the real one passes here. */
const copiedBadge: Forge = (week, next) => {
  const real = pick(
    week.seen.filter(({ placeNo }) => placeNo < 3),
    next,
  );
  const away = between(next, 10, 590) * (next() < 0.5 ? -1 : 1);
  return { seen: [forged(real.workerNo, placesOf(1).gates[0]!, real.at + away)] };
};

/** Somebody sends made-up passages of one gate, seventy to two hundred a minute, for one to three minutes. */
const flood: Forge = (week, next) => {
  const start = workday(week, next) + between(next, 6 * HOUR, 21 * HOUR);
  const minutes = between(next, 1, 3);
  const many = between(next, 70, 200) * minutes;
  return {
    seen: Array.from({ length: many }, () =>
      forged(pick(week.people, next).no, 2, start + Math.floor(next() * 60 * minutes), {
        deviceId: null,
        trust: 'typed',
      }),
    ),
  };
};

/** One phone with the accounts of three to six, coming and going, or by a timer. */
const borrowedAccounts: Forge = (week, next, number) => {
  const friends = some(week.people, between(next, 3, 6), next);
  const phone = { deviceId: `fraud-phone-${number}`, own: true, trust: 'poster' } as const;
  const occasion = (at: number, gap: () => number): Seen[] =>
    friends.map(({ no }) => forged(no, gateOf(friends[0]!), (at += gap()), phone));
  const at = workday(week, next) + between(next, 6 * HOUR, 12 * HOUR);
  const fixed = between(next, 3, 30);
  if (number % 2) return { seen: occasion(at, () => fixed) };
  const hurried = (): number => between(next, 4, 45);
  return { seen: [...occasion(at, hurried), ...occasion(at + between(next, 4 * HOUR, 10 * HOUR), hurried)] };
};

/** A script with a guard's account checks in a list of absentees. */
const timer: Forge = (week, next, number) => {
  const gap = between(next, 1, 20);
  const at = workday(week, next) + between(next, 6 * HOUR, 20 * HOUR);
  const absent = some(week.people, between(next, 12, 40), next);
  return {
    seen: absent.map(({ no }, index) => forged(no, 1, at + index * gap, { deviceId: `fraud-script-${number}` })),
  };
};

/** A photo of the poster of the first site hangs at the gate of the second, and some scan it on their way in. */
const movedPoster: Forge = (week, next) => {
  const day = workday(week, next);
  const arrivals = week.seen.filter(
    ({ placeNo, at }) => placeNo === placesOf(1).gates[0] && at > day + 5 * HOUR && at < day + 8 * HOUR,
  );
  const from = between(next, 0, Math.max(0, arrivals.length - 8));
  const misled = arrivals.slice(from, from + between(next, 3, 8));
  const phone = (workerNo: number) => ({ deviceId: `own-${workerNo}`, own: true, trust: 'poster' }) as const;
  return { seen: misled.map(({ workerNo, at }) => forged(workerNo, 1, at, phone(workerNo))), replaces: misled };
};

/** A code of a screen shown again, as the gate has told. */
const replay: Forge = (week, next) => {
  const real = pick(week.seen, next);
  return { seen: [{ ...real, at: real.at + between(next, 1, 60), trust: 'rotating', codeReplayed: true }] };
};

const KINDS: readonly [FlagCode, number, Forge][] = [
  ['closed_hours', 120, atNight],
  ['outside_shift', 120, forAFriend],
  ['too_far', 120, copiedBadge],
  ['too_many', 3, flood],
  ['shared_device', 20, borrowedAccounts],
  ['fixed_interval', 8, timer],
  ['poster_moved', 20, movedPoster],
  ['code_replayed', 120, replay],
];

/** Attacks of every kind on a week, the same for a seed. Each has its own ids. */
export function frauds(week: Week, seed: number): Fraud[] {
  const next = random(seed);
  let made = 0;
  return KINDS.flatMap(([code, count, forge]) =>
    Array.from({ length: count }, (_, number) => {
      const { seen, ...fraud } = forge(week, next, number);
      return { ...fraud, code, seen: seen.map((one) => ({ ...one, id: `f${String(made++).padStart(6, '0')}` })) };
    }),
  );
}
