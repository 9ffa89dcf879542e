import type { Bonds } from './bonds.js';
import type { DayContacts } from './day-contacts.js';
import { EncounterSums } from '../pairs/encounter-sums.js';
import type { Int32Column } from '../growable.js';
import { MarkScan } from '../pairs/mark-scan.js';
import { thresholdSeconds } from '../pairs/measure.js';
import { PairVenues } from './pair-venues.js';
import { Presence } from '../days/presence.js';
import type { ClassRule, Preset } from '../preset.js';
import { eachProximity } from '../days/proximity.js';
import type { StayIndex } from '../days/stay-index.js';

/** Words of a slot: one for each target of the source at hand. */
const SLOT = 4;
const SERIAL = 0;
const MET = 1;
const SUFFICE = 2;
const VENUE = 3;

/**
 * Tells for the pairs in contact which venues they owe it to. What one pair did at one venue is summed as in
 * `MetScan`, venue by venue; being in contact at one venue alone, a pair is in contact whatever happened elsewhere, so
 * two such venues mean that it needs neither, and nearly no pair has to be measured from its stays.
 */
export class VenueScan {
  /** By place: pairs who were in contact at this venue alone. */
  readonly contacts: Float64Array;
  private readonly slots: Int32Array;
  private serial = 0;
  private readonly cells: MarkScan;
  private readonly presence: Presence;
  private readonly sums: EncounterSums;
  private readonly pair: PairVenues;
  private readonly usesRoom: boolean;
  /** Measured seconds below `least` never suffice, from `enough` on always; between them the near time decides. */
  private readonly least: number;
  private readonly enough: number;

  constructor(
    private readonly index: StayIndex,
    private readonly day: DayContacts,
    private readonly venueOf: Int32Array,
    private readonly bonds: Bonds,
  ) {
    const { preset } = day;
    this.usesRoom = preset.room.minMinutes !== null;
    this.contacts = new Float64Array(index.tree.count);
    this.slots = new Int32Array(index.personCount * SLOT);
    this.cells = new MarkScan(index, day.wanted);
    this.presence = new Presence(index, this.usesRoom ? index.tree.cells.groupOf : index.tree.cells.nearCellOf);
    this.sums = new EncounterSums(index.personCount, preset);
    this.pair = new PairVenues(index, day, venueOf);
    const [near, room] = [reachable(preset.near, preset), reachable(preset.room, preset)];
    this.least = Math.min(near, room);
    this.enough = this.usesRoom ? room : near;
  }

  get rowsSeen(): number {
    return this.cells.rowsSeen;
  }

  /** Looks at the source that the day has just followed, in contact with `targets`. */
  look(source: number, targets: Int32Column): void {
    this.serial++;
    for (let i = 0; i < targets.length; i++) {
      const at = targets.data[i]! * SLOT;
      this.slots[at + SERIAL] = this.serial;
      this.slots[at + MET] = this.slots[at + SUFFICE] = 0;
    }
    this.pair.turnTo(source);
    this.presence.load(source, this.day.low, this.day.high);
    const venues = this.venues();
    for (const venue of venues) this.lookAt(venue);
    this.markProximity(source);
    for (let i = 0; i < targets.length; i++) this.bind(source, targets.data[i]!, venues);
  }

  private venues(): number[] {
    const { count, keys } = this.presence;
    const venues: number[] = [];
    for (let i = 0; i < count; i++) {
      const venue = this.venueOf[keys.data[i]!]!;
      if (!venues.includes(venue)) venues.push(venue);
    }
    return venues;
  }

  private lookAt(venue: number): void {
    const { slots, sums, presence } = this;
    sums.reset();
    for (let i = 0; i < presence.count; i++) {
      const key = presence.keys.data[i]!;
      if (this.venueOf[key] !== venue) continue;
      if (this.usesRoom) this.cells.scanGroup(key, presence.from.data[i]!, presence.to.data[i]!, sums);
      else this.cells.scan(key, presence.from.data[i]!, presence.to.data[i]!, sums);
    }
    for (let i = 0; i < sums.touchedCount; i++) {
      const target = sums.touched[i]!;
      const at = target * SLOT;
      if (slots[at + SERIAL] !== this.serial) continue;
      slots[at + MET]!++;
      if (!this.suffices(target, venue)) continue;
      slots[at + SUFFICE]!++;
      slots[at + VENUE] = venue;
      this.contacts[venue]!++;
    }
  }

  private suffices(target: number, venue: number): boolean {
    const { sums } = this;
    const { accumulate } = this.day.preset;
    if (this.index.isolations.isolated[target] === 0 && !sums.isDisordered(target)) {
      const atMost = accumulate === 'continuous' ? sums.longestRun(target) : sums.total(target);
      if (atMost < this.least) return false;
      const atLeast = accumulate === 'rolling' ? sums.longestRun(target) : atMost;
      if (atLeast >= this.enough) return true;
    }
    return this.pair.sufficesAlone(target, venue);
  }

  /** Proximity happens at no venue; it counts as two that do not suffice, for it might. */
  private markProximity(source: number): void {
    eachProximity(this.index.proximity, source, this.day.low, this.day.high, (other) => {
      if (this.slots[other * SLOT + SERIAL] === this.serial) this.slots[other * SLOT + MET]! += 2;
    });
  }

  /** With one venue that suffices and at most one other, the other alone does not: the pair needs the one. */
  private bind(source: number, target: number, venues: readonly number[]): void {
    const at = target * SLOT;
    const [met, suffice, venue] = [this.slots[at + MET]!, this.slots[at + SUFFICE]!, this.slots[at + VENUE]!];
    if (suffice > 1) this.bonds.free(source, target);
    else if (suffice === 1 && met <= 2) this.bonds.at(source, target, venue);
    else {
      const candidates = suffice === 1 ? [venue] : venues;
      this.bonds.atAll(
        source,
        target,
        candidates.filter((one) => this.pair.needs(target, one)),
      );
    }
  }
}

/** What a rolling window is too short for is never reached. */
function reachable(rule: ClassRule, { accumulate, perHours }: Preset): number {
  const threshold = thresholdSeconds(rule);
  return accumulate === 'rolling' && threshold > perHours * 3600 ? Infinity : threshold;
}
