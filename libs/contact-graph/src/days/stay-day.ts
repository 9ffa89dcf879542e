import { DayPart } from './day-part.js';
import { DayCollector, type DayStays } from './day-stays.js';
import type { PlaceTree } from './place-tree.js';
import { type ProximityColumns, proximityBytes } from './proximity.js';

/** Once this share of a day has been replaced, it is sorted anew: look-ups visit two parts until then. */
const COMPACT_AT = 1 / 8;

interface DayContent {
  /** Where the day begins and ends, in column time. */
  readonly base: number;
  readonly end: number;
  readonly parts: readonly DayPart[];
  readonly proximity: ProximityColumns;
  /** Persons and places have lower numbers than these. */
  readonly limits: { readonly person: number; readonly place: number };
}

/**
 * What happened on one day, immutable. It knows persons and places by number only, so it serves every class map, every
 * tree of places that keeps its numbers and whatever isolations are recorded. A day that is still open takes additions
 * and corrections person by person (`replacing`); its stays then lie in two parts, each person's in one of them.
 */
export class StayDay {
  private constructor(private readonly content: DayContent) {}

  static of(end: number, stays: DayStays, proximity: ProximityColumns, limits: DayContent['limits']): StayDay {
    return new StayDay({ base: stays.base, end, parts: [new DayPart(stays)], proximity, limits });
  }

  get base(): number {
    return this.content.base;
  }

  get end(): number {
    return this.content.end;
  }

  get parts(): readonly DayPart[] {
    return this.content.parts;
  }

  get proximity(): ProximityColumns {
    return this.content.proximity;
  }

  get limits(): DayContent['limits'] {
    return this.content.limits;
  }

  /** Lays the day out for a class map, as the first index of it would. */
  layOut({ cells }: PlaceTree): void {
    for (const part of this.parts) part.rows(cells);
  }

  /** Stays that count. */
  get stayCount(): number {
    const [first, second] = this.parts;
    if (!second) return first!.stays.count;
    return first!.stays.count - countOf(first!.stays, first!.hidden!) + second.stays.count;
  }

  /** Memory of the columns, lay-out included. */
  get bytes(): number {
    return this.parts.reduce((sum, part) => sum + part.bytes, proximityBytes(this.proximity));
  }

  /** Whether anything is known of where a person was. */
  has(person: number): boolean {
    const { start } = this.proximity;
    if (person + 1 < start.length && start[person + 1]! > start[person]!) return true;
    return this.parts.some(({ stays, hidden }) => {
      const { start } = stays;
      return hidden?.[person] !== 1 && person + 1 < start.length && start[person + 1]! > start[person]!;
    });
  }

  /**
   * The day with other stays of the given persons: `stays`, a day of the same bounds, holds all that they have now
   * (nothing for those who have none any more). Proximity stays as it is.
   */
  replacing(persons: ReadonlySet<number>, other: StayDay): StayDay {
    const [base, replaced] = this.parts;
    const collector = new DayCollector();
    replaced?.copyInto(collector, persons);
    other.parts[0]!.copyInto(collector);
    const limits = greater(this.limits, other.limits, { person: greatest(persons) + 1, place: 0 });
    const hiding = base!.hiding(persons, limits.person);
    const small = collector.count <= base!.stays.count * COMPACT_AT;
    if (!small) hiding.copyInto(collector);
    const fresh = new DayPart(collector.take(this.base));
    return new StayDay({ ...this.content, parts: small ? [hiding, fresh] : [fresh], limits });
  }

  /** The day with the proximity records of another one of the same bounds. */
  withProximityOf({ proximity, limits }: StayDay): StayDay {
    return new StayDay({ ...this.content, proximity, limits: greater(this.limits, limits) });
  }
}

function greater(...limits: readonly DayContent['limits'][]): DayContent['limits'] {
  return {
    person: Math.max(...limits.map(({ person }) => person)),
    place: Math.max(...limits.map(({ place }) => place)),
  };
}

function greatest(persons: Iterable<number>): number {
  let most = -1;
  for (const person of persons) most = Math.max(most, person);
  return most;
}

function countOf({ start }: DayStays, persons: Uint8Array): number {
  let count = 0;
  for (let p = 0; p + 1 < start.length; p++) if (persons[p] === 1) count += start[p + 1]! - start[p]!;
  return count;
}
