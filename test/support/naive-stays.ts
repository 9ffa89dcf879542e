import type { PlaceKind } from '@app/contracts';

/**
 * Where a worker is at one instant, said as plainly as can be: every rule asked anew for every instant, without intervals.
 * Instants are seconds after the local midnight of day 0; days are counted from it.
 */
export interface NaivePlace {
  no: number;
  kind: PlaceKind;
  siteId: string | null;
  ancestors: readonly number[];
}
export interface NaiveSign {
  placeNo: number;
  direction: 'in' | 'out';
  at: number;
  stopped: boolean;
}
export interface NaiveDay {
  shift: string | null;
  placeNo: number | null;
  roomNo: number | null;
  busNo: number | null;
}
export interface NaiveWorker {
  no: number;
  siteId: string;
  isAll: boolean;
  day: (day: number) => NaiveDay;
  stops: readonly { placeNo: number; startMinute: number | null; endMinute: number | null }[];
  apart: readonly (readonly [from: number, to: number])[];
  signs: readonly NaiveSign[];
}
interface NaiveTimed {
  placeNo: number;
  shift: string | null;
  startMinute: number;
  endMinute: number;
}
export interface NaiveWorld {
  places: ReadonlyMap<number, NaivePlace>;
  shifts: Readonly<Record<string, readonly [startMinute: number, endMinute: number]>>;
  trips: readonly (NaiveTimed & { direction: 'outbound' | 'return' })[];
  sittings: readonly NaiveTimed[];
}

const HOUR = 3_600;
const DAY = 86_400;
const REACH = 16 * HOUR;
const EARLY = 2 * HOUR;

/** `placeNo evidence` of everywhere that the worker is at an instant of day 0, sorted; `scan` for both kinds of scan. */
export class NaivePresence {
  private readonly signs: readonly NaiveSign[];
  private readonly duties: readonly { day: number; start: number; end: number; shift: string }[];

  constructor(
    private readonly world: NaiveWorld,
    private readonly worker: NaiveWorker,
  ) {
    const rank = ({ direction, stopped }: NaiveSign) => (direction === 'out' ? 0 : 2) - Number(stopped) / 2;
    this.signs = worker.signs
      .filter(({ at }) => at >= -REACH && at < DAY + REACH)
      .sort((a, b) => a.at - b.at || rank(a) - rank(b) || a.placeNo - b.placeNo);
    this.duties = [-2, -1, 0, 1].flatMap((day) => {
      const { shift } = worker.day(day);
      if (shift === null) return [];
      const [from, to] = world.shifts[shift]!;
      return [{ day, start: day * DAY + from * 60, end: day * DAY + to * 60, shift }];
    });
  }

  at(t: number): string[] {
    const scanned = this.scannedAt(t);
    const isFree = (placeNo: number): boolean =>
      !this.worker.apart.some(([from, to]) => from <= t && t < to) &&
      scanned.every((no) => no !== placeNo && this.areNested(no, placeNo));
    const answer = scanned.map((no) => `${no} scan`);
    const rides = this.ridesAt(t, isFree);
    if (rides.length > 0) answer.push(...rides.map((no) => `${no} transport`));
    else if (this.dutyAt(t)) answer.push(...this.workAt(t, isFree).map((no) => `${no} roster`));
    else answer.push(...this.roomAt(t, isFree).map((no) => `${no} residence`));
    return [...new Set(answer)].sort();
  }

  /** The shift under way; of two, the one that began last. */
  private dutyAt(t: number) {
    return this.duties.filter(({ start, end }) => start <= t && t < end).sort((a, b) => b.start - a.start)[0];
  }

  private scannedAt(t: number): number[] {
    const accepted = this.signs.filter(({ stopped }) => !stopped);
    const found = new Set<number>();
    accepted.forEach((sign, i) => {
      if (sign.direction === 'out' || sign.at > t || this.place(sign.placeNo).kind === 'gate') return;
      let end = this.expectedEnd(sign);
      for (const later of accepted.slice(i + 1)) {
        if (later.at - sign.at > REACH) break;
        const leaves = later.direction === 'out' && (this.isOutOf(sign.placeNo, later) || this.isGateOf(sign, later));
        const moves = later.direction === 'in' && !this.isGateOf(sign, later) && !this.isAbout(sign, later);
        if (leaves) end = later.at;
        else if (moves) end = Math.min(end, later.at);
        else continue;
        break;
      }
      if (t < end) found.add(sign.placeNo);
    });
    return [...found];
  }

  /** Bus, sitting, shift, else twelve hours; never more than these. */
  private expectedEnd({ placeNo, at }: NaiveSign): number {
    const { ancestors } = this.place(placeNo);
    const endsOf = (list: readonly NaiveTimed[]): number[] =>
      list
        .filter((one) => one.placeNo === placeNo || ancestors.includes(one.placeNo))
        .flatMap((one) => [-2, -1, 0, 1, 2].map((day) => this.timed(one, day)))
        .filter(([start, end]) => start - HOUR <= at && at < end)
        .map(([, end]) => end);
    const shifts = this.duties.filter(({ start, end }) => start - EARLY <= at && at < end);
    const shift = shifts.sort((a, b) => b.day - a.day).map(({ end }) => end)[0] ?? Infinity;
    const [bus, table] = [endsOf(this.world.trips), endsOf(this.world.sittings)];
    const expected = bus.length > 0 ? Math.min(...bus) : table.length > 0 ? Math.min(...table) : shift;
    return Math.min(expected, at + 12 * HOUR);
  }

  private ridesAt(t: number, isFree: (no: number) => boolean): number[] {
    return this.duties.flatMap(({ day, shift, start }) => {
      const { busNo } = this.worker.day(day);
      const told = this.toldOf(this.worker.siteId, start, this.endOfDuty(start));
      const wasHere = told.some((sign) => !sign.stopped && this.isOn(this.worker.siteId, sign));
      if (busNo === null || !(wasHere || (told.length === 0 && this.worker.isAll))) return [];
      const [first, last] = [told[0], told.at(-1)];
      return this.world.trips.flatMap((trip) => {
        const [from, to] = this.timed(trip, day);
        if (trip.placeNo !== busNo || (trip.shift !== null && trip.shift !== shift) || t < from || t >= to) return [];
        const late = first && this.isGate(first) && first.direction === 'in' && first.at > to + EARLY;
        const early =
          last && (last.stopped || (this.isGate(last) && last.direction === 'out')) && last.at < from - EARLY;
        if (trip.direction === 'outbound' ? late : early) return [];
        return isFree(busNo) && !this.isInsideElsewhere(busNo, t) ? [busNo] : [];
      });
    });
  }

  private workAt(t: number, isFree: (no: number) => boolean): number[] {
    const { day, shift } = this.dutyAt(t)!;
    const covers = ([from, to]: readonly [number, number]): boolean => from <= t && t < to;
    const timed = this.worker.stops.filter((stop) => stop.startMinute !== null);
    const sole = [
      ...timed.filter((stop) => covers(this.timed(stop as NaiveTimed, day))),
      ...this.world.sittings.filter(
        (one) =>
          (one.shift === null || one.shift === shift) &&
          [null, this.worker.siteId].includes(this.place(one.placeNo).siteId) &&
          covers(this.timed(one, day)),
      ),
    ].map(({ placeNo }) => placeNo);
    const may = (no: number): boolean => isFree(no) && this.mayBeAt(no, t);
    const one = sole.find(may);
    if (one !== undefined) return [one];
    const line = this.worker.day(day).placeNo;
    const any = this.worker.stops.filter((stop) => stop.startMinute === null).map(({ placeNo }) => placeNo);
    return [...any, ...(line === null ? [] : [line])].filter(may);
  }

  private mayBeAt(placeNo: number, t: number): boolean {
    const { start } = this.dutyAt(t)!;
    const site = this.place(placeNo).siteId ?? this.worker.siteId;
    const told = this.toldOf(site, start, this.endOfDuty(start));
    if (!this.worker.isAll && !told.some((sign) => this.isGate(sign) && !sign.stopped)) return false;
    const [before, after] = [told.filter(({ at }) => at <= t).at(-1), told.find(({ at }) => at > t)];
    if (before?.stopped || (before && !this.isOn(site, before))) return false;
    if (before?.direction === 'out' && (this.isGate(before) || this.isOutOf(placeNo, before))) return false;
    if (after && after.direction === 'in' && !after.stopped && this.areNested(placeNo, after.placeNo)) return false;
    if (before) return true;
    if (after?.direction === 'out') return true;
    return this.worker.isAll && !(after && (after.stopped || this.isGate(after)));
  }

  private roomAt(t: number, isFree: (no: number) => boolean): number[] {
    const { roomNo } = this.worker.day(0);
    if (roomNo === null || !isFree(roomNo) || this.isInsideElsewhere(roomNo, t)) return [];
    if (!this.worker.isAll && !this.signs.some(({ stopped, at }) => !stopped && at < DAY)) return [];
    const [before, after] = [this.signs.filter(({ at }) => at <= t).at(-1), this.signs.find(({ at }) => at > t)];
    const isInto = (sign?: NaiveSign): boolean =>
      sign?.direction === 'in' && !sign.stopped && this.areNested(roomNo, sign.placeNo);
    if (before?.direction === 'out' && this.isOutOf(roomNo, before) && t - before.at < 12 * HOUR) return [];
    if (isInto(after) && !isInto(before) && after!.at - t <= 12 * HOUR) return [];
    return [roomNo];
  }

  private isInsideElsewhere(placeNo: number, t: number): boolean {
    return this.signs.some((sign, i) => {
      const { siteId } = this.place(sign.placeNo);
      if (!this.isGate(sign) || sign.direction === 'out' || sign.stopped || sign.at > t) return false;
      if (siteId === this.place(placeNo).siteId) return false;
      const goes = this.signs
        .slice(i + 1)
        .find((later) =>
          this.isOn(siteId, later) ? this.isGate(later) && later.direction === 'out' : later.direction === 'in',
        );
      const next = goes && goes.at - sign.at <= REACH ? goes : undefined;
      return t < (next?.direction === 'out' ? next.at : Math.min(next?.at ?? Infinity, this.expectedEnd(sign)));
    });
  }

  /** Signs of a site during a shift, or shortly before it. */
  private toldOf(siteId: string, start: number, end: number): NaiveSign[] {
    const own = this.signs.filter(({ at }) => at >= start - EARLY && at < end);
    const first = own.findIndex((sign) => this.isOn(siteId, sign));
    if (first < 0) return [];
    return own.slice(first).filter((sign) => this.isOn(siteId, sign) || (sign.direction === 'in' && !sign.stopped));
  }

  private endOfDuty(start: number): number {
    const next = this.duties.filter((one) => one.start > start).map((one) => one.start);
    return Math.min(...next, ...this.duties.filter((one) => one.start === start).map(({ end }) => end));
  }

  private timed({ startMinute, endMinute }: NaiveTimed, day: number): readonly [number, number] {
    return [day * DAY + startMinute * 60, day * DAY + endMinute * 60];
  }

  private place = (no: number): NaivePlace => this.world.places.get(no)!;
  private isGate = ({ placeNo }: NaiveSign): boolean => this.place(placeNo).kind === 'gate';
  private isOn = (siteId: string | null, { placeNo }: NaiveSign): boolean =>
    siteId !== null && this.place(placeNo).siteId === siteId;
  private isAbout = (sign: NaiveSign, later: NaiveSign): boolean =>
    sign.placeNo !== later.placeNo && this.areNested(sign.placeNo, later.placeNo);
  private isGateOf = (sign: NaiveSign, later: NaiveSign): boolean =>
    this.isGate(later) && this.isOn(this.place(sign.placeNo).siteId, later);
  private isOutOf = (placeNo: number, { placeNo: left }: NaiveSign): boolean =>
    left === placeNo || this.place(placeNo).ancestors.includes(left);
  private areNested = (a: number, b: number): boolean =>
    a === b || this.place(a).ancestors.includes(b) || this.place(b).ancestors.includes(a);
}
