import { DEFAULT_SHIFTS, type PlaceKind } from '@app/contracts';
import { newId, type Organisation, Partitions, type Place, type Site, type Worker } from '@app/database';
import type { DataSource } from 'typeorm';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from './factories.js';
import type { NaiveDay, NaivePlace, NaiveSign, NaiveWorker, NaiveWorld } from './naive-stays.js';

const HOUR = 3_600;
const DAY = 86_400;
const SHIFTS = ['A', 'B', 'N', 'HC'];

export interface RosteredSite {
  organisation: Organisation;
  world: NaiveWorld;
  workers: NaiveWorker[];
  /** Stores the check-ins: of each worker every second one, or the rest. */
  storeSigns: (rest: 0 | 1) => Promise<void>;
}

/** Numbers in [0, 1) that are the same for a seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Makes an organisation of two sites with shifts, buses, sittings, rooms and routes, and check-ins around a day. */
export async function makeRosteredSite(
  db: DataSource,
  { seed, count, day }: { seed: number; count: number; day: string },
): Promise<RosteredSite> {
  return new SiteMaker(db, randomOf(seed), day).make(count);
}

class SiteMaker {
  private readonly places = new Map<number, NaivePlace>();
  private readonly midnight: number;

  constructor(
    private readonly db: DataSource,
    private readonly random: () => number,
    private readonly day: string,
  ) {
    this.midnight = Date.parse(`${day}T00:00:00+07:00`) / 1_000;
  }

  async make(count: number): Promise<RosteredSite> {
    const organisation = await makeOrganisation(this.db);
    const sites = [await makeSite(this.db, organisation), await makeSite(this.db, organisation, { rosterFill: 'all' })];
    for (const site of sites) await this.addSite(site);
    const house = this.keep(await makeSharedPlace(this.db, 'dormitory'));
    for (let i = 0; i < 12; i++)
      this.keep(await makeSharedPlace(this.db, 'dormitory-room', { parentId: house.id }), house.no);
    for (let i = 0; i < 4; i++) this.keep(await makeSharedPlace(this.db, 'bus'));
    const world = await this.addSchedules(organisation);
    const workers: NaiveWorker[] = [];
    for (let i = 0; i < count; i++) {
      const site = sites[i % 2]!;
      workers.push(await this.addWorker(await makeWorker(this.db, organisation, { siteId: site.id }), site));
    }
    return { organisation, world, workers, storeSigns: (rest) => this.storeSigns(organisation, workers, rest) };
  }

  private async addSite(site: Site): Promise<void> {
    for (let i = 0; i < 2; i++) this.keep(await makePlace(this.db, site, 'gate'));
    const workshop = this.keep(await makePlace(this.db, site, 'workshop'));
    for (let i = 0; i < 3; i++)
      this.keep(await makePlace(this.db, site, 'line', { parentId: workshop.id }), workshop.no);
    this.keep(await makePlace(this.db, site, 'canteen'));
  }

  private keep(place: Place, ...ancestors: number[]): Place {
    this.places.set(place.no, { no: place.no, kind: place.kind, siteId: place.siteId, ancestors });
    return place;
  }

  private nos(kind: PlaceKind, siteId?: string): number[] {
    const all = [...this.places.values()].filter((one) => one.kind === kind);
    return all.filter((one) => siteId === undefined || one.siteId === siteId).map(({ no }) => no);
  }

  private pick = <T>(list: readonly T[]): T => list[Math.floor(this.random() * list.length)]!;
  private chance = (share: number): boolean => this.random() < share;

  private async addSchedules({ id }: Organisation): Promise<NaiveWorld> {
    const hours = SHIFTS.map((code) => DEFAULT_SHIFTS.find((one) => one.code === code)!);
    const timed = (placeNo: number, shift: string | null, startMinute: number, length: number) => {
      return { placeNo, shift, startMinute, endMinute: startMinute + length };
    };
    const trips = this.nos('bus').flatMap((bus) =>
      hours.flatMap(({ code, startMinute, endMinute }) => [
        { ...timed(bus, code, startMinute - 45, 30 + Math.floor(this.random() * 30)), direction: 'outbound' as const },
        { ...timed(bus, code, endMinute + 5, 35), direction: 'return' as const },
      ]),
    );
    const sittings = this.nos('canteen').flatMap((no) =>
      hours.map(({ code, startMinute }) => timed(no, code, startMinute + 240, 30)),
    );
    const rows = `organisation_id, code, place_no, shift, start_minute, end_minute, days, valid_from`;
    const always = `'{1,2,3,4,5,6,7}', '2000-01-01'`;
    for (const [i, one] of trips.entries())
      await this.db.query(`insert into bus_trip (${rows}, direction) values ($1, $2, $3, $4, $5, $6, ${always}, $7)`, [
        ...[id, `T${i}`, one.placeNo, one.shift, one.startMinute, one.endMinute, one.direction],
      ]);
    for (const [i, one] of sittings.entries())
      await this.db.query(`insert into canteen_sitting (${rows}) values ($1, $2, $3, $4, $5, $6, ${always})`, [
        ...[id, `S${i}`, one.placeNo, one.shift, one.startMinute, one.endMinute],
      ]);
    const shifts = Object.fromEntries(hours.map((one) => [one.code, [one.startMinute, one.endMinute] as const]));
    return { places: this.places, shifts, trips, sittings };
  }

  private async addWorker({ no }: Worker, site: Site): Promise<NaiveWorker> {
    const usual: NaiveDay = {
      shift: this.pick(SHIFTS),
      placeNo: this.pick(this.nos('line', site.id)),
      roomNo: this.chance(0.6) ? this.pick(this.nos('dormitory-room')) : null,
      busNo: this.chance(0.5) ? this.pick(this.nos('bus')) : null,
    };
    const isRoamer = this.chance(0.15);
    const odd = new Map<number, NaiveDay>();
    for (const day of isRoamer ? [] : [-1, 0])
      if (this.chance(0.2)) odd.set(day, { ...usual, shift: this.chance(0.4) ? null : this.pick(SHIFTS) });
    const worker = {
      ...{ no, siteId: site.id, isAll: site.rosterFill === 'all', day: (day: number) => odd.get(day) ?? usual },
      stops: isRoamer ? this.stopsOf(site, usual.shift!) : [],
      apart: this.chance(0.1) ? [[5 * HOUR, 9 * HOUR] as const] : [],
    };
    await this.storeRoster(worker, usual, odd);
    return { ...worker, signs: [-1, 0, 1].flatMap((day) => this.signsOf(worker, site, day)) };
  }

  private stopsOf(site: Site, shift: string): NaiveWorker['stops'] {
    const start = DEFAULT_SHIFTS.find(({ code }) => code === shift)!.startMinute;
    const timed = { placeNo: this.pick(this.nos('line', site.id)), startMinute: start + 60, endMinute: start + 120 };
    return [timed, { placeNo: this.pick(this.nos('line', site.id)), startMinute: null, endMinute: null }];
  }

  /** A day's check-ins: few are complete, some are stopped, some are anywhere. */
  private signsOf({ day }: Pick<NaiveWorker, 'day'>, site: Site, number: number): NaiveSign[] {
    const { shift, placeNo, busNo, roomNo } = day(number);
    const signs: NaiveSign[] = [];
    const add = (place: number | null, direction: 'in' | 'out', minute: number, share: number): void => {
      const at = number * DAY + Math.round(minute) * 60;
      if (place !== null && this.chance(share))
        signs.push({ placeNo: place, direction, at, stopped: this.chance(0.03) });
    };
    const hours = DEFAULT_SHIFTS.find(({ code }) => code === shift);
    if (hours) {
      const [start, end] = [hours.startMinute, hours.endMinute];
      const [gate, canteen] = [this.pick(this.nos('gate', site.id)), this.nos('canteen', site.id)[0]!];
      add(busNo, 'in', start - 40, 0.3);
      add(gate, 'in', start - 20 + 40 * this.random(), 0.7);
      add(placeNo, 'in', start + 10 * this.random(), 0.3);
      add(canteen, 'in', start + 240 * (0.9 + 0.2 * this.random()), 0.3);
      add(canteen, 'out', start + 270, 0.2);
      add(placeNo, 'out', end - 10 * this.random(), 0.2);
      add(gate, 'out', end + 30 * this.random(), 0.5);
      add(busNo, 'in', end + 10, 0.2);
      add(roomNo, 'in', end + 80, 0.1);
      add(roomNo, 'out', end + 200, 0.1);
    }
    add(this.pick([...this.places.keys()]), this.pick(['in', 'out']), 1_440 * this.random(), 0.2);
    return signs;
  }

  private async storeRoster(
    { no, stops, apart }: Omit<NaiveWorker, 'signs'>,
    usual: NaiveDay,
    odd: Map<number, NaiveDay>,
  ) {
    const assign = (kind: string, place: number | null, shift: string | null) =>
      this.db.query(
        `insert into assignment (worker_no, kind, place_no, shift, valid_from) values ($1, $2, $3, $4, '2026-01-01')`,
        [no, kind, place, shift],
      );
    await assign('shift', null, usual.shift);
    await assign('place', usual.placeNo, null);
    if (usual.roomNo !== null) await assign('room', usual.roomNo, null);
    if (usual.busNo !== null) await assign('bus', usual.busNo, null);
    for (const [day, { shift }] of odd)
      await this.db.query('insert into roster_day (worker_no, day, shift) values ($1, $2::date + $3::int, $4)', [
        ...[no, this.day, day, shift],
      ]);
    for (const [i, stop] of stops.entries())
      await this.db.query(`insert into route_stop values ($1, '2026-01-01', $2, $3, $4, $5)`, [
        ...[no, i, stop.placeNo, stop.startMinute, stop.endMinute],
      ]);
    for (const [from, to] of apart)
      await this.db.query(
        `insert into isolation (id, worker_no, started_at, ended_at, reason, created_by)
         values ($1, $2, to_timestamp($3), to_timestamp($4), 'f1', $1)`,
        [newId(), no, this.midnight + from, this.midnight + to],
      );
  }

  private async storeSigns({ id }: Organisation, workers: readonly NaiveWorker[], rest: 0 | 1): Promise<void> {
    const dates = [-1, 0, 1, 2].map((offset) => new Date(Date.parse(this.day) + offset * DAY * 1_000).toISOString());
    await new Partitions(this.db).ensure(
      'check_in',
      dates.map((date) => date.slice(0, 10)),
    );
    for (const { no, signs } of workers)
      for (const sign of signs.filter((_, i) => i % 2 === rest))
        await this.db.query(
          `insert into check_in (day, id, worker_no, place_no, organisation_id, direction, at, result, decision, recorded_by)
           select (to_timestamp($6) at time zone 'Asia/Ho_Chi_Minh')::date, $1::uuid, $2, $3, $4::uuid, $5,
             to_timestamp($6), 'accepted', $7, $1::uuid`,
          [newId(), no, sign.placeNo, id, sign.direction, this.midnight + sign.at, sign.stopped ? 'stop' : 'allow'],
        );
  }
}
