// The stays of the province as columns, cut at local midnight as the product stores them.
import { evidenceCode } from '../../dist/libs/contact-graph/src/index.js';
import { chance, mix } from '../../dist/seeds/province/random.js';
import { DAY, NIGHT } from './province.mjs';

const HOUR = 3_600;
const MINUTE = 60;
/** Rows of a worker and day at most: three at the line, one at another, a meal, two trips, two in the room, two cuts. */
const ROWS = 11;
const SCAN = evidenceCode('scan');
const INFERRED = evidenceCode('scan-inferred');
const TRANSPORT = evidenceCode('transport');
const RESIDENCE = evidenceCode('residence');
const SHIFT = { starts: [6 * HOUR, 14 * HOUR, 22 * HOUR], length: 8 * HOUR };
const ABSENT = 0.14;
const SUNDAY = 0.15;
const CALLED = 0.02;
/** One worker in so many forgets to check out once, and seems to stay at the line to the end of the period. */
const FORGETFUL = 400;

/**
 * Columns `person, place, from, to` (epoch seconds), `evidence` of `count` rows, day by day: with the figures of the
 * province about 49 rows a worker and fortnight.
 */
export function makeStays(province) {
  const { workers, days } = province;
  const columns = new Columns(province, workers * ROWS * days);
  const plan = new Plan(province);
  for (let day = 0; day < days; day++) {
    for (let worker = 0; worker < workers; worker++) addDay(columns, plan, province, worker, day);
  }
  return columns.done();
}

function addDay(columns, plan, { seats, seed, days }, worker, day) {
  const at = plan.shiftOf(worker, day);
  const forgets = mix(seed, worker, 13) % FORGETFUL === 0 && mix(seed, worker, 14) % days === day;
  if (at !== undefined) {
    const begins = columns.start + day * DAY + at;
    addWork(columns, plan, worker, day, begins, forgets);
    if (seats.bus[worker] >= 0) addTrips(columns, plan, seats.bus[worker], worker, begins);
  }
  if (seats.room[worker] >= 0) addRoom(columns, plan, seats.room[worker], worker, day);
}

/** The line before and after the meal; some are called to another line for less or more than a quarter of an hour. */
function addWork(columns, plan, worker, day, begins, forgets) {
  const { seats, seed } = plan.province;
  const bits = (kind) => mix(seed, worker * 64 + day, kind);
  const line = seats.line[worker];
  const ends = begins + SHIFT.length + (bits(12) % (9 * MINUTE));
  const meal = begins + 3 * HOUR + seats.sitting[worker] * 30 * MINUTE;
  let from = begins - (bits(11) % (9 * MINUTE));
  const called = chance(bits(18), CALLED) ? plan.otherLine(worker, bits(19)) : undefined;
  if (called !== undefined) {
    const goes = begins + HOUR + (bits(20) % HOUR);
    const returns = goes + 5 * MINUTE + (bits(21) % (20 * MINUTE));
    columns.add(worker, line, from, goes, SCAN);
    columns.add(worker, called, goes, returns, SCAN);
    from = returns;
  }
  columns.add(worker, line, from, meal, SCAN);
  columns.add(worker, seats.canteen[worker], meal, meal + 30 * MINUTE, SCAN);
  columns.add(worker, line, meal + 30 * MINUTE, forgets ? Infinity : ends, forgets ? INFERRED : SCAN);
}

function addTrips(columns, { province: { seed } }, bus, worker, begins) {
  const lasts = (25 + (mix(seed, bus, 15) % 20)) * MINUTE;
  for (const leaves of [begins - 55 * MINUTE, begins + SHIFT.length + 12 * MINUTE])
    columns.add(worker, bus, leaves, leaves + lasts, TRANSPORT);
}

/** The room from midnight to midnight but for the way to work, the work and the way back, of this shift or the last. */
function addRoom(columns, plan, room, worker, day) {
  const midnight = columns.start + day * DAY;
  const [before, today] = [plan.shiftOf(worker, day - 1), plan.shiftOf(worker, day)];
  const back = (at) => at + SHIFT.length + HOUR;
  const from = before === undefined ? 0 : Math.max(0, back(before) - DAY);
  if (today === undefined) return columns.add(worker, room, midnight + from, midnight + DAY, RESIDENCE);
  columns.add(worker, room, midnight + from, midnight + today - HOUR, RESIDENCE);
  if (back(today) < DAY) columns.add(worker, room, midnight + back(today), midnight + DAY, RESIDENCE);
}

/** Who works when. */
class Plan {
  constructor(province) {
    this.province = province;
  }

  /** The line of somebody of the same enterprise and crew, if the draw finds one. */
  otherLine(worker, bits) {
    const { line, organisation, crew } = this.province.seats;
    const host = worker + 40 + (bits % 320);
    return organisation[host] === organisation[worker] && crew[host] === crew[worker] ? line[host] : undefined;
  }

  /** Second of the day at which the worker's shift begins; undefined on a day off. Sundays are every seventh day. */
  shiftOf(worker, day) {
    const { seats, seed } = this.province;
    if (chance(mix(seed, worker * 64 + day, 16), ABSENT)) return undefined;
    const line = seats.line[worker];
    if (day % 7 === 6 && !chance(mix(seed, line, 17), SUNDAY)) return undefined;
    const crew = seats.crew[worker];
    return SHIFT.starts[crew === NIGHT ? NIGHT : (crew + Math.floor(day / 7)) % 2];
  }
}

/** Rows as they come, cut at local midnight and to the period. */
class Columns {
  constructor({ from, asOf }, capacity) {
    this.start = from;
    this.end = asOf;
    const column = () => new Int32Array(capacity);
    this.columns = { person: column(), place: column(), from: column(), to: column() };
    this.evidence = new Uint8Array(capacity);
    this.count = 0;
  }

  add(person, place, from, to, evidence) {
    const { columns } = this;
    const end = Math.min(to, this.end);
    for (let begin = Math.max(from, this.start); begin < end;) {
      const midnight = begin - ((begin - this.start) % DAY) + DAY;
      const row = this.count++;
      columns.person[row] = person;
      columns.place[row] = place;
      columns.from[row] = begin;
      columns.to[row] = begin = Math.min(midnight, end);
      this.evidence[row] = evidence;
    }
  }

  done() {
    const cut = Object.entries(this.columns).map(([name, column]) => [name, column.slice(0, this.count)]);
    return { ...Object.fromEntries(cut), evidence: this.evidence.slice(0, this.count), count: this.count };
  }
}
