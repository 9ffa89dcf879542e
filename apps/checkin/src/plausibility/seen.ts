import type { FlagParameters, PlaceKind } from '@app/contracts';
import type { CheckIn } from '@app/database';
import type { Hours } from '../rosters/shift-hours.js';

/** A check-in, as far as rules of plausibility ask; `at` in epoch seconds. */
export interface Seen {
  id: string;
  workerNo: number;
  placeNo: number;
  at: number;
  deviceId: string | null;
  trust: CheckIn['trust'];
  /** Sent by the worker's own account. */
  own: boolean;
  /** The gate found its rotating code used before. */
  codeReplayed: boolean;
}

export interface SiteSeen {
  id: string;
  unitCode: string;
  latitude: number | null;
  longitude: number | null;
}

export interface OwnShifts {
  days: ReadonlySet<number>;
  hours: readonly Hours[];
}

export interface PlaceSeen {
  kind: PlaceKind;
  site: SiteSeen | null;
}

/** What check-ins are held against. */
export interface Surroundings {
  places: ReadonlyMap<number, PlaceSeen>;
  /** When some shift of the organisation is at work, ascending by start, about the whole window. */
  open: readonly Hours[];
  /** Of each worker of whom it is known: local days about which it is, and the hours of the shifts on them. */
  shifts: ReadonlyMap<number, OwnShifts>;
  /** The sites where each worker belongs. */
  belongs: ReadonlyMap<number, ReadonlySet<string>>;
}

/** Those check-ins that a rule finds implausible. @param seen in order of time, then id */
export type Finder = (seen: readonly Seen[], around: Surroundings, parameters: FlagParameters) => Iterable<Seen>;

/** Where people live, travel and are treated: nobody has hours there. */
const AT_ANY_TIME: ReadonlySet<PlaceKind> = new Set<PlaceKind>([
  ...(['dormitory', 'dormitory-room', 'lodging-house', 'lodging-room', 'bus', 'clinic'] as const),
]);

/** Whether it was at a place where people work. */
export function isAtWork({ placeNo }: Seen, { places }: Surroundings): boolean {
  const place = places.get(placeNo);
  return place !== undefined && place.site !== null && !AT_ANY_TIME.has(place.kind);
}

export interface Sited {
  one: Seen;
  site: SiteSeen;
}

/** Those at a place of a site; where a shared place is, nobody says. */
export const sitedOf = (seen: readonly Seen[], { places }: Surroundings): Sited[] =>
  seen.flatMap((one) => {
    const site = places.get(one.placeNo)?.site;
    return site ? [{ one, site }] : [];
  });
