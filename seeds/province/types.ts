import type { Evidence, PlaceKind } from '@app/contracts';

/** What a generated province depends on: the same options give the same bytes, on any machine and any day. */
export interface ProvinceOptions {
  seed: number;
  /** Worker records, 10 to 1,000,000 (the random digits of an identity number are dealt out without repetition). */
  workers: number;
  /** Days of presence, the last one included; 1 to 366. */
  days: number;
  /** Last local day, `YYYY-MM-DD`. It is a full working day whatever its weekday, and nothing happens after it. */
  lastDay: string;
  /** Organisations; by default as many per worker as Bắc Giang had (3,532 for 226,712), at least five. */
  organisations?: number;
  /** Minutes the local zone is ahead of UTC (no daylight saving); default 420, Asia/Ho_Chi_Minh. */
  offsetMinutes?: number;
}

/** A place as `POST /sites/:id/places/bulk` takes it; parents come before their children. */
export interface PlaceSeed {
  kind: PlaceKind;
  name: string;
  code: string;
  parentCode?: string;
  capacity?: number;
}

export interface SiteSeed {
  name: string;
  code: string;
  unitCode: string;
  address: string;
  latitude: number;
  longitude: number;
  places: PlaceSeed[];
}

export type OrganisationKind = 'enterprise' | 'public_office' | 'school';

export interface OrganisationSeed {
  /** Position in `organisations()`, largest first; the other generators take the organisation itself. */
  index: number;
  name: string;
  kind: OrganisationKind;
  taxCode: string;
  unitCode: string;
  address: string;
  /** Number of worker records. */
  size: number;
  sites: SiteSeed[];
}

/** The shared places of one administrative unit, as `POST /units/:code/places/bulk` takes them. */
export interface SharedPlacesSeed {
  unitCode: string;
  places: PlaceSeed[];
}

/** `A` 06:00–14:00, `B` 14:00–22:00, `HC` (office hours) 07:30–16:30, local time. */
export type ShiftCode = 'A' | 'B' | 'HC';

export interface WorkerSeed {
  /** Position in the organisation, 0 to size − 1. */
  index: number;
  /** Unique in the organisation. */
  code: string;
  fullName: string;
  /** `YYYY-MM-DD`. */
  birthDate: string;
  sex: 'male' | 'female';
  /** Twelve digits, one per person: a second record in another organisation bears the same. */
  identityNumber: string;
  /** `0` and nine digits. */
  phone: string;
  address: string;
  siteCode: string;
  placeCode: string;
  /** The shift of the last day; crews change shift every Monday. */
  shift: ShiftCode;
  /** Code of a shared dormitory or lodging room; absent for those who live at home. */
  dormitoryRoom?: string;
  /** Code of a shared bus; absent for those who come by themselves. */
  busCode?: string;
  /** `YYYY-MM-DD`. */
  startDate: string;
  /** This record is a person's second job. */
  secondJob: boolean;
}

/** One stay. The generators hand out ONE object and overwrite it: copy what must outlive the next step. */
export interface StayRow {
  /** Index of the worker in the organisation. */
  worker: number;
  workerCode: string;
  placeCode: string;
  /** Seconds since 1970, `[from, to)`. */
  from: number;
  to: number;
  evidence: Evidence;
}

/** One scan of the last day, in time order for each worker; overwritten like `StayRow`. */
export interface CheckInRow {
  worker: number;
  workerCode: string;
  placeCode: string;
  /** Where it was read: a demo may send the gates alone. */
  point: 'gate' | 'line';
  direction: 'in' | 'out';
  /** Seconds since 1970. */
  at: number;
}

/** An index case to enter with `POST /cases`: a worker who was at work on the last day and the day before. */
export interface CaseSeed {
  organisation: OrganisationSeed;
  worker: number;
  workerCode: string;
  /** `YYYY-MM-DD`, null for one in three: found by testing. */
  onsetOn: string | null;
  sampledOn: string;
}

/** Every count a demo has to find again. */
export interface ProvinceTotals {
  organisations: number;
  sites: number;
  /** Places of organisations, sites not counted. */
  places: number;
  sharedPlaces: number;
  workers: number;
  /** `workers` less the second records. */
  persons: number;
  stays: number;
  gateCheckIns: number;
  lineCheckIns: number;
}

/** A generated province; rows are made while they are read and never held. */
export interface Province {
  options: Required<ProvinceOptions>;
  organisations(): readonly OrganisationSeed[];
  sharedPlaces(): Generator<SharedPlacesSeed>;
  workersOf(organisation: OrganisationSeed): Generator<WorkerSeed>;
  /** All stays, or those of one day (0 is the first; a night belongs to the day it ends on). */
  staysOf(organisation: OrganisationSeed, day?: number): Generator<StayRow>;
  /** Gate and line scans of the last day, which has no line or canteen stays. */
  checkInsOf(organisation: OrganisationSeed): Generator<CheckInRow>;
  /** `count` different persons, or fewer where the province is too small. */
  indexCases(count: number): CaseSeed[];
  /** Worked out by running every generator once, on the first call. */
  totals(): ProvinceTotals;
}
