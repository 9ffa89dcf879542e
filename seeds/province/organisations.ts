import { layoutOf, type Layout, type WorkPlace } from './layout.js';
import { COMPANY_FORMS, OFFICES, PROPER_NAMES, SCHOOLS, TRADES } from './names.data.js';
import { mix, pick, random } from './random.js';
import { addressIn, pickCommune, positionIn, type Commune } from './territory.js';
import type { OrganisationKind, OrganisationSeed, PlaceSeed, SiteSeed } from './types.js';

/** Offices and schools are not large. */
const LARGEST_OFFICE = 120;

function kindOf(seed: number, index: number, size: number, handful: boolean): OrganisationKind {
  // a world of a handful has one of each kind
  if (handful && index === 3) return 'public_office';
  if (handful && index === 4) return 'school';
  const percent = mix(seed, index, 31) % 100;
  if (size > LARGEST_OFFICE || percent >= 13) return 'enterprise';
  return percent < 7 ? 'public_office' : 'school';
}

const TAX_WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** A tax code of ten digits that begins with the province's 24 and ends with its check digit. */
function taxCodes(): () => string {
  let serial = 1_000_000;
  return () => {
    for (;;) {
      const digits = `24${serial++}`;
      const sum = TAX_WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
      if (sum % 11 !== 0) return digits + (10 - (sum % 11));
    }
  };
}

function nameOf(kind: OrganisationKind, commune: Commune, next: () => number): string {
  const place = commune.name.replace(/^(Phường|Xã|Thị trấn) /, '');
  if (kind === 'school') return `${pick(SCHOOLS, next)} ${place}`;
  if (kind === 'public_office')
    return `${pick(OFFICES, next)} ${commune.name.charAt(0).toLowerCase()}${commune.name.slice(1)}`;
  return `${pick(COMPANY_FORMS, next)} ${pick(TRADES, next)} ${pick(PROPER_NAMES, next)}`;
}

/** A name that was given away before gets a number. */
function unique(name: string, given: Map<string, number>): string {
  const times = (given.get(name) ?? 0) + 1;
  given.set(name, times);
  return times === 1 ? name : `${name} ${times}`;
}

const workPlaceSeed = ({ kind, number, workshop, code, siteCode }: WorkPlace): PlaceSeed =>
  kind === 'line'
    ? { kind, name: `Chuyền ${number}`, code, parentCode: workshopCode(siteCode, workshop), capacity: 60 }
    : { kind, name: `Phòng ${number}`, code, parentCode: `${siteCode}-TN`, capacity: 20 };

const workshopCode = (siteCode: string, workshop: number): string =>
  `${siteCode}-X${String(workshop).padStart(2, '0')}`;

/** Gates and canteens, then the workshops (or the one building) before what stands in them. */
function placesOf(layout: Layout, site: number): PlaceSeed[] {
  const siteCode = `S${site + 1}`;
  const numbered = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const workPlaces = layout.workPlaces.filter((place) => place.site === site);
  const factory = workPlaces[0]?.kind === 'line';
  const workshops = Math.max(0, ...workPlaces.map(({ workshop }) => workshop));
  return [
    ...numbered(layout.gates).map((n): PlaceSeed => ({ kind: 'gate', name: `Cổng ${n}`, code: `${siteCode}-C${n}` })),
    ...numbered(layout.canteens).map((n): PlaceSeed => ({
      kind: 'canteen',
      name: `Nhà ăn ${n}`,
      code: `${siteCode}-NA${n}`,
      capacity: 400,
    })),
    ...(factory
      ? numbered(workshops).map((n): PlaceSeed => ({
          kind: 'workshop',
          name: `Xưởng ${n}`,
          code: workshopCode(siteCode, n),
        }))
      : [{ kind: 'building', name: 'Tòa nhà', code: `${siteCode}-TN` } satisfies PlaceSeed]),
    ...workPlaces.map(workPlaceSeed),
  ];
}

function sitesOf(kind: OrganisationKind, layout: Layout, commune: Commune, next: () => number): SiteSeed[] {
  const noun = kind === 'enterprise' ? 'Nhà máy' : 'Trụ sở';
  return Array.from({ length: layout.sites }, (_, site) => ({
    name: layout.sites > 1 ? `${noun} ${site + 1}` : noun,
    code: `S${site + 1}`,
    unitCode: commune.code,
    address: addressIn(commune),
    ...positionIn(commune, next),
    places: placesOf(layout, site),
  }));
}

/** An organisation with what the generators need to know of it. */
export interface PlannedOrganisation {
  seed: OrganisationSeed;
  layout: Layout;
  /** Number of its first record in the province. */
  offset: number;
  districtCode: string;
}

/** The organisations in the order of `sizes`. */
export function planOrganisations(seed: number, sizes: readonly number[]): PlannedOrganisation[] {
  const taxCode = taxCodes();
  const given = new Map<string, number>();
  let offset = 0;
  return sizes.map((size, index) => {
    const next = random(mix(seed, index, 32));
    const kind = kindOf(seed, index, size, sizes.length < 30);
    const commune = pickCommune(next);
    const layout = layoutOf(kind, size);
    const planned = {
      seed: {
        index,
        name: unique(nameOf(kind, commune, next), given),
        kind,
        taxCode: taxCode(),
        unitCode: commune.code,
        address: addressIn(commune),
        size,
        sites: sitesOf(kind, layout, commune, next),
      },
      layout,
      offset,
      districtCode: commune.districtCode,
    };
    offset += size;
    return planned;
  });
}
