import { CREW } from './calendar.js';
import type { PlannedOrganisation } from './organisations.js';
import { sexOf } from './people.js';
import { chance, mix, random } from './random.js';
import { allocate, shuffle, type Seats } from './seats.js';
import { ZONES, zoneOf } from './territory.js';

const SECOND_JOBS = 0.015;
const IN_DORMITORIES = 0.26;
const IN_LODGINGS = 0.4;
const BY_BUS = 0.6;
/** With fewer organisations than this everybody shares buses and rooms with everybody. */
const ONE_ZONE = 50;

/** What is known of every record: columns over the record's number in the province. */
export interface Assignments {
  crews: Uint8Array;
  /** Number of the person: the record's own, or that of the first job's record. */
  persons: Int32Array;
  secondJobs: number;
  buses: Seats;
  dormitoryRooms: Seats;
  lodgingRooms: Seats;
  /** Zone of a seat group. */
  zoneOfGroup(group: number): number;
}

/** Groups of a zone: crews that share a bus, the two sexes of rooms. */
const GROUPS = 4;

export function assign(seed: number, organisations: readonly PlannedOrganisation[]): Assignments {
  const bounds = [...organisations.map(({ offset }) => offset), total(organisations)];
  const { crews, zones } = crewsAndZones(organisations);
  const { persons, atHome, count } = secondJobs(seed, bounds, crews);
  const resident = (record: number, least: number, share: number) => {
    const bits = mix(seed, record, 41) - least * 0x100000000;
    return crews[record] !== CREW.office && atHome[record] === 0 && bits >= 0 && chance(bits, share);
  };
  const bySex = (record: number) => (zones[record] ?? 0) * GROUPS + (sexOf(seed, record) === 'female' ? 1 : 0);
  const byCrew = (record: number) => (zones[record] ?? 0) * GROUPS + (crews[record] ?? 0);
  const rides = (record: number) =>
    persons[record] === record && chance(mix(seed, record, 42), crews[record] === CREW.office ? BY_BUS / 4 : BY_BUS);
  return {
    crews,
    persons,
    secondJobs: count,
    buses: allocate(mix(seed, 43), bounds, (r) => (rides(r) ? byCrew(r) : -1), { party: 15, capacity: 45 }),
    dormitoryRooms: allocate(mix(seed, 44), bounds, (r) => (resident(r, 0, IN_DORMITORIES) ? bySex(r) : -1), {
      party: 3,
      capacity: 8,
    }),
    lodgingRooms: allocate(mix(seed, 45), bounds, (r) => (resident(r, IN_DORMITORIES, IN_LODGINGS) ? bySex(r) : -1), {
      party: 2,
      capacity: 3,
    }),
    zoneOfGroup: (group) => Math.min(Math.floor(group / GROUPS), ZONES.length - 1),
  };
}

function crewsAndZones(organisations: readonly PlannedOrganisation[]) {
  const crews = new Uint8Array(total(organisations));
  const zones = new Uint8Array(crews.length);
  for (const { offset, layout, districtCode } of organisations) {
    zones.fill(organisations.length < ONE_ZONE ? 0 : zoneOf(districtCode), offset, offset + layout.size);
    for (let worker = 0; worker < layout.size; worker++) crews[offset + worker] = layout.crewOf(worker);
  }
  return { crews, zones };
}

const total = (organisations: readonly PlannedOrganisation[]): number =>
  organisations.reduce((sum, { layout }) => sum + layout.size, 0);

/**
 * Gives some records to people who already have one elsewhere. Both jobs are in rotating crews, the second in the
 * opposite one, so that nobody is in two places; neither lives in a shared room, the second does not take the bus.
 */
function secondJobs(seed: number, bounds: readonly number[], crews: Uint8Array) {
  const persons = Int32Array.from(crews, (_, record) => record);
  const atHome = new Uint8Array(crews.length);
  const organisationOf = new Int32Array(crews.length);
  for (let at = 0; at + 1 < bounds.length; at++) organisationOf.fill(at, bounds[at], bounds[at + 1]);
  const firsts: number[] = [];
  const seconds: number[] = [];
  crews.forEach((crew, record) => {
    if (crew !== CREW.first && crew !== CREW.second) return;
    const bits = mix(seed, record, 46);
    if (chance(bits, SECOND_JOBS)) seconds.push(record);
    else if (chance(bits, 4 * SECOND_JOBS)) firsts.push(record);
  });
  shuffle(firsts, random(mix(seed, 47)));
  let count = 0;
  for (const second of seconds) {
    const at = firsts.findLastIndex((first) => organisationOf[first] !== organisationOf[second]);
    const [first] = at < 0 ? [] : firsts.splice(at, 1);
    if (first === undefined) continue;
    persons[second] = first;
    crews[second] = 1 - (crews[first] ?? 0);
    atHome[first] = atHome[second] = 1;
    count++;
  }
  return { persons, atHome, count };
}
