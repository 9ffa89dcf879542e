import type { FlagParameters } from '@app/contracts';
import { grouped } from '../stays/grouped.js';
import { type Finder, sitedOf, type SiteSeen } from './seen.js';

const EARTH_KM = 6_371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance; null where either site's position is not known. */
export function kilometresBetween(a: SiteSeen, b: SiteSeen): number | null {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return null;
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const chord =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

type Travel = Pick<FlagParameters, 'withinMinutes' | 'kilometresPerHour' | 'minKilometres'>;

/**
 * Whether nobody gets from one site to the other in so many seconds. Where a position is not known, sites in different
 * administrative units are taken to be too far for `withinMinutes`; those in one unit may be across the street.
 */
export function isTooFar(a: SiteSeen, b: SiteSeen, seconds: number, travel: Travel): boolean {
  if (a.id === b.id) return false;
  const kilometres = kilometresBetween(a, b);
  if (kilometres === null) return a.unitCode !== b.unitCode && seconds <= travel.withinMinutes * 60;
  return kilometres >= travel.minKilometres && kilometres > (travel.kilometresPerHour * seconds) / 3_600;
}

/** Somebody was at two distant places within minutes. One of the two is false; which, nobody can tell: both are flagged. */
export const tooFar: Finder = function* (seen, around, parameters) {
  const reach = parameters.withinMinutes * 60;
  for (const own of grouped(sitedOf(seen, around), ({ one }) => one.workerNo).values())
    for (const [index, { one, site }] of own.entries())
      for (let at = index + 1; at < own.length && own[at]!.one.at - one.at <= reach; at++) {
        const next = own[at]!;
        if (isTooFar(site, next.site, next.one.at - one.at, parameters)) yield* [one, next.one];
      }
};
