// The stays of the province as columns, cut at local midnight as the product stores them.
import { evidenceCode } from '../../dist/libs/contact-graph/src/index.js';
import { chance, mix } from '../../dist/seeds/province/random.js';
import { DAY, NIGHT } from './province.mjs';

const HOUR = 3_600;
const MINUTE = 60;
/** Rows of a worker and day at most: two at the line, a meal, two trips, two in the room, each cut at most once. */
const ROWS = 9;
const SCAN = evidenceCode('scan');
const INFERRED = evidenceCode('scan-inferred');
const TRANSPORT = evidenceCode('transport');
const RESIDENCE = evidenceCode('residence');
const SHIFT = { starts: [6 * HOUR, 14 * HOUR, 22 * HOUR], length: 8 * HOUR };
const ABSENT = 0.14;
const SUNDAY = 0.15;
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
  const midnight = columns.start + day * DAY;
  const line = seats.line[worker];
  const jitter = (kind) => mix(seed, worker * 64 + day, kind) % (9 * MINUTE);
  const at = plan.shiftOf(worker, day);
  if (at !== undefined) {
    const [begins, ends] = [midnight + at - jitter(11), midnight + at + SHIFT.length + jitter(12)];
    const meal = midnight + at + 3 * HOUR + seats.sitting[worker] * 30 * MINUTE;
    columns.add(worker, line, begins, meal, SCAN);
    columns.add(worker, seats.canteen[worker], meal, meal + 30 * MINUTE, SCAN);
    const forgets = mix(seed, worker, 13) % FORGETFUL === 0 && mix(seed, worker, 14) % days === day;
    if (forgets) columns.add(worker, line, meal + 30 * MINUTE, Infinity, INFERRED);
    else columns.add(worker, line, meal + 30 * MINUTE, ends, SCAN);
    if (seats.bus[worker] >= 0) {
      const trip = (25 + (mix(seed, seats.bus[worker], 15) % 20)) * MINUTE;
      columns.add(
        worker,
        seats.bus[worker],
        midnight + at - 55 * MINUTE,
        midnight + at - 55 * MINUTE + trip,
        TRANSPORT,
      );
      const leaves = midnight + at + SHIFT.length + 12 * MINUTE;
      columns.add(worker, seats.bus[worker], leaves, leaves + trip, TRANSPORT);
    }
  }
  if (seats.room[worker] >= 0) addRoom(columns, plan, seats.room[worker], worker, day);
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
