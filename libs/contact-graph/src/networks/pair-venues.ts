import type { DayContacts } from './day-contacts.js';
import { measure, thresholdSeconds } from '../pairs/measure.js';
import { PairUnion } from '../pairs/pair-union.js';
import { Presence } from '../days/presence.js';
import type { Preset } from '../preset.js';
import type { StayIndex } from '../days/stay-index.js';

interface ClassUnion {
  readonly presence: Presence;
  readonly pair: PairUnion;
  readonly rule: Preset['near'];
}

/** What one venue does for one pair, from the stays of both: the careful way where running sums do not tell. */
export class PairVenues {
  private readonly classes: readonly ClassUnion[];
  private source = -1;
  private loaded = false;

  constructor(
    index: StayIndex,
    private readonly day: Pick<DayContacts, 'preset' | 'low' | 'high'>,
    private readonly venueOf: Int32Array,
  ) {
    const { near, room } = day.preset;
    const { nearCellOf, groupOf } = index.tree.cells;
    const unionOf = (rule: Preset['near'], keys: Int32Array): ClassUnion[] =>
      rule.minMinutes === null ? [] : [{ presence: new Presence(index, keys), pair: new PairUnion(index, keys), rule }];
    this.classes = [...unionOf(near, nearCellOf), ...unionOf(room, groupOf)];
  }

  /** Turns to another source; its stays are loaded when they are first needed. */
  turnTo(source: number): void {
    this.source = source;
    this.loaded = false;
  }

  /** Whether the pair would be in contact if it had met at this venue alone. */
  sufficesAlone(target: number, venue: number): boolean {
    return this.qualifies(target, (key) => key >= 0 && this.venueOf[key] === venue);
  }

  /** Whether the pair would not be in contact if it had not met at this venue. */
  needs(target: number, venue: number): boolean {
    return !this.qualifies(target, (key) => key < 0 || this.venueOf[key] !== venue);
  }

  private qualifies(target: number, counts: (key: number) => boolean): boolean {
    const { low, high, preset } = this.day;
    if (!this.loaded) for (const { presence } of this.classes) presence.load(this.source, low, high);
    this.loaded = true;
    return this.classes.some(({ presence, pair, rule }) => {
      const union = pair.of(presence, this.source, target, low, high, counts);
      return union.count > 0 && measure(union, preset) >= thresholdSeconds(rule);
    });
  }
}
