import { CREW, HOUR, MINUTE } from './calendar.js';
import type { OrganisationKind } from './types.js';

/** Workers of both crews at one line; one crew is about 40. */
const LINE = 80;
const OFFICE = 12;
const LINES_A_WORKSHOP = 10;
const SITTING = 400;
/** Half-hour sittings that follow one another in one canteen. */
const SITTINGS = 5;
const SITE = 8_000;
/** Workers who enter by one gate. */
const GATE = 3_000;
/** Up to here an enterprise works in the day shift alone. */
const ONE_CREW = 60;

/** One line (or office): where its people work, eat and enter. */
export interface WorkPlace {
  kind: 'line' | 'office';
  /** Position in the layout. */
  index: number;
  site: number;
  /** Number within the site, from 1; the workshop it stands in, from 1. */
  number: number;
  workshop: number;
  code: string;
  siteCode: string;
  canteenCode: string;
  gateCode: string;
  /** Seconds from the start of the shift to the sitting. */
  sitting: number;
}

/** How an organisation's workers are spread; worker i is at `workPlaces[floor(i × count / size)]`. */
export interface Layout {
  size: number;
  sites: number;
  canteens: number;
  gates: number;
  workPlaces: WorkPlace[];
  workPlaceOf(worker: number): WorkPlace;
  crewOf(worker: number): number;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Counts that an arrangement follows from; sittings, canteens and gates are those of one site. */
interface Shape {
  factory: boolean;
  count: number;
  sites: number;
  sittings: number;
  gates: number;
}

/** The arrangement follows from kind and size alone. */
export function layoutOf(kind: OrganisationKind, size: number): Layout {
  const factory = kind === 'enterprise';
  const count = Math.max(1, Math.round(size / (factory ? LINE : OFFICE)));
  const sites = factory && size > SITE ? Math.ceil(size / SITE) : 1;
  const oneCrew = !factory || size <= ONE_CREW;
  const sittings = Math.ceil(size / sites / (oneCrew ? 1 : 2) / SITTING);
  const gates = Math.ceil(size / sites / GATE);
  const workPlaces = Array.from({ length: count }, (_, index) =>
    workPlaceAt(index, { factory, count, sites, sittings, gates }),
  );
  const workPlaceOf = (worker: number): WorkPlace => {
    const place = workPlaces[Math.floor((worker * count) / size)];
    if (!place) throw new RangeError(`no worker ${worker} in an organisation of ${size}`);
    return place;
  };
  const crewOf = (worker: number): number => {
    if (!factory) return CREW.office;
    return oneCrew ? CREW.dayOnly : worker % 2 === 0 ? CREW.first : CREW.second;
  };
  return { size, sites, canteens: Math.ceil(sittings / SITTINGS), gates, workPlaces, workPlaceOf, crewOf };
}

function workPlaceAt(index: number, { factory, count, sites, sittings, gates }: Shape): WorkPlace {
  const site = Math.floor((index * sites) / count);
  const first = Math.ceil((site * count) / sites);
  const onSite = Math.ceil(((site + 1) * count) / sites) - first;
  const sitting = Math.floor(((index - first) * sittings) / onSite);
  const siteCode = `S${site + 1}`;
  const number = index - first + 1;
  const workshop = Math.ceil(number / LINES_A_WORKSHOP);
  return {
    kind: factory ? 'line' : 'office',
    index,
    site,
    number,
    workshop,
    code: factory ? `${siteCode}-X${two(workshop)}-L${two(number)}` : `${siteCode}-P${two(number)}`,
    siteCode,
    canteenCode: `${siteCode}-NA${1 + Math.floor(sitting / SITTINGS)}`,
    gateCode: `${siteCode}-C${1 + (index % gates)}`,
    sitting: 3.5 * HOUR + (sitting % SITTINGS) * 30 * MINUTE,
  };
}
