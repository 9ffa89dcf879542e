import type { FlagParameters } from '@app/contracts';
import { grouped } from '../stays/grouped.js';
import { isTooFar } from './distances.js';
import { type Finder, type Seen, type Sited, sitedOf, type SiteSeen } from './seen.js';

/** A shared device stands at a site where so many of its check-ins were, and so large a share of them. */
const SETTLED_SCANS = 5;
const SETTLED_SHARE = 0.8;

/**
 * A poster of one site was scanned at another: what the same worker, or the same device, scanned just before and just
 * after was elsewhere, too far away to have been here, and here neither belongs. Other scans of posters of this site say
 * nothing: they may hang there as well.
 */
export const posterMoved: Finder = function* (seen, around, parameters) {
  const sited = sitedOf(seen, around);
  for (const [workerNo, own] of grouped(sited, ({ one }) => one.workerNo))
    yield* elsewhere(own, (site) => around.belongs.get(workerNo)?.has(site.id) !== true, parameters);
  const onDevices = sited.filter(({ one }) => one.deviceId !== null);
  for (const ofDevice of grouped(onDevices, ({ one }) => one.deviceId).values()) {
    const settled = settledAt(ofDevice);
    if (settled !== undefined) yield* elsewhere(ofDevice, (site) => site.id !== settled, parameters);
  }
};

function* elsewhere(
  all: readonly Sited[],
  isForeign: (site: SiteSeen) => boolean,
  parameters: FlagParameters,
): Generator<Seen> {
  for (const [index, { one, site }] of all.entries()) {
    if (one.trust !== 'poster' || !isForeign(site)) continue;
    const nearest = [-1, 1].flatMap((step) => nextTelling(all, index, step, parameters.reachMinutes * 60) ?? []);
    const there = nearest[0]?.site.id;
    const isOneSite = there !== undefined && there !== site.id && nearest.every((other) => other.site.id === there);
    const seconds = (other: Sited): number => Math.abs(other.one.at - one.at);
    if (isOneSite && nearest.some((other) => isTooFar(site, other.site, seconds(other), parameters))) yield one;
  }
}

/** What was scanned next before (-1) or after (1), within some seconds, that is no poster of the same site. */
function nextTelling(all: readonly Sited[], index: number, step: number, reach: number): Sited | undefined {
  const { one, site } = all[index]!;
  for (let at = index + step; at in all && Math.abs(all[at]!.one.at - one.at) <= reach; at += step)
    if (all[at]!.one.trust !== 'poster' || all[at]!.site.id !== site.id) return all[at];
  return undefined;
}

/** Two devices may bear one name: only one most of whose scans were at one site stands there. */
function settledAt(ofDevice: readonly Sited[]): string | undefined {
  for (const [id, there] of grouped(ofDevice, ({ site }) => site.id))
    if (there.length >= SETTLED_SCANS && there.length >= SETTLED_SHARE * ofDevice.length) return id;
  return undefined;
}
