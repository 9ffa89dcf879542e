import type { Evidence } from '@app/contracts';
import type { OrganisationKind, PlaceSeed, SharedPlacesSeed, ShiftCode } from '../province/types.js';

/** `HH:MM` or `HH:MM:SS`, local. */
export type Clock = `${number}:${number}` | `${number}:${number}:${number}`;

export interface ScenarioWorker {
  code: string;
  fullName: string;
  identityNumber: string;
  placeCode: string;
  shift: ShiftCode;
  dormitoryRoom?: string;
  busCode?: string;
}

export interface ScenarioOrganisation {
  name: string;
  kind: OrganisationKind;
  unitCode: string;
  site: { name: string; code: string };
  /** Parents before children. */
  places: readonly PlaceSeed[];
  workers: readonly ScenarioWorker[];
}

/** `[worker, place, daysAgo, from, to, evidence]`; daysAgo 0 is the last day; an end before the start is next morning. */
export type ScenarioStay = readonly [
  worker: string,
  place: string,
  daysAgo: number,
  from: Clock,
  to: Clock,
  evidence: Evidence,
];

/** A small named world. Worker and place codes are unique in all of it; days count back from a last day. */
export interface Scenario {
  id: string;
  /** The rule it shows, in a sentence. */
  why: string;
  organisations: readonly ScenarioOrganisation[];
  shared: readonly SharedPlacesSeed[];
  stays: readonly ScenarioStay[];
  cases: readonly { worker: string; onsetDaysAgo: number | null; sampledDaysAgo: number }[];
  /** Levels by worker code under the preset; whoever is missing is not reached. */
  expected: { presetId: string; maxLevel: number; levels: Readonly<Record<string, number>> };
}
