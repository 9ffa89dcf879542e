import { administrativeUnits } from '../units/units.js';
import { DISTRICT_SHARES } from './names.data.js';
import { pick, weighted } from './random.js';

export interface Commune {
  code: string;
  name: string;
  districtCode: string;
  districtName: string;
}

const units = administrativeUnits();
const names = new Map(units.map(({ code, name }) => [code, name]));
const communes = new Map<string, Commune[]>();
for (const { code, name, level, parentCode } of units) {
  if (level !== 'commune' || parentCode === null) continue;
  const list = communes.get(parentCode) ?? [];
  list.push({ code, name, districtCode: parentCode, districtName: names.get(parentCode) ?? '' });
  communes.set(parentCode, list);
}
const DISTRICTS = weighted(DISTRICT_SHARES);

/** Bắc Giang's districts; a zone is the index of one: who shares a bus or a room works in the same zone. */
export const ZONES: readonly string[] = DISTRICT_SHARES.map(([code]) => code);
export const zoneOf = (districtCode: string): number => ZONES.indexOf(districtCode);

/** Communes of a district, in the order of their codes. */
export const communesOf = (districtCode: string): readonly Commune[] => communes.get(districtCode) ?? [];

/** A commune, by the districts' share of the organisations. */
export const pickCommune = (next: () => number): Commune => pick(communesOf(pick(DISTRICTS, next)), next);

/** The first commune of the zone's district that has the index, counted round. */
export function communeOfZone(zone: number, index: number): Commune {
  const list = communesOf(ZONES[zone] ?? '');
  const commune = list[index % list.length];
  if (!commune) throw new RangeError(`no communes in zone ${zone}`);
  return commune;
}

/** About where a district's towns are: latitude and longitude. */
const CENTRES: Readonly<Record<string, readonly [number, number]>> = {
  ...{ '213': [21.281, 106.197], '215': [21.5, 106.12], '216': [21.385, 106.1], '217': [21.365, 106.26] },
  ...{ '218': [21.28, 106.42], '219': [21.38, 106.62], '220': [21.33, 106.85], '221': [21.195, 106.23] },
  ...{ '222': [21.27, 106.08], '223': [21.35, 105.96] },
};
/** As far as sites lie from there, in degrees: some three kilometres. */
const SPREAD = 0.03;

const fiveDigits = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** Somewhere in the commune's district. */
export function positionIn({ districtCode }: Commune, next: () => number): { latitude: number; longitude: number } {
  const [latitude, longitude] = CENTRES[districtCode] ?? [21.3, 106.2];
  const about = (degrees: number): number => fiveDigits(degrees + SPREAD * (2 * next() - 1));
  return { latitude: about(latitude), longitude: about(longitude) };
}

export const addressIn = (commune: Commune): string => `${commune.name}, ${commune.districtName}, Tỉnh Bắc Giang`;
