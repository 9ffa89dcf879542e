import { Injectable } from '@nestjs/common';
import { dayNumberOfDate, localDate } from '@app/contracts';
import { PlausibilityRule } from '@app/database';
import type { ClaimedWork } from '@app/queue';
import { DataSource, IsNull } from 'typeorm';
import { patternsOf } from '../rosters/rosters.queries.js';
import { boundsOf } from '../stays/derived-day.js';
import { requestDerivations } from '../stays/derivation-requests.js';
import { grouped } from '../stays/grouped.js';
import { type Check, checkOf } from './checks.queries.js';
import { OCCASIONS_WITHIN } from './devices.js';
import { type Flags, flagsOf } from './flags.js';
import { storeFlags } from './flags.queries.js';
import { openHours, ownShifts } from './hours.js';
import type { Seen, Surroundings } from './seen.js';
import { placesSeen, seenBetween, shiftDays, sitesOf } from './surroundings.queries.js';

/** No rule asks about anything further away in time. */
const REACH = OCCASIONS_WITHIN;

@Injectable()
export class PlausibilityService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Works out the flags of one organisation's check-ins on one local day. Where that changes who counts as present, the
   * day's stays are asked for again.
   * @throws ClaimLost when the work is no longer this run's
   */
  async check(work: ClaimedWork): Promise<void> {
    const check = await checkOf(this.dataSource.manager, work.id);
    if (!check) return;
    const flags = await this.flagsOn(check);
    work.signal.throwIfAborted();
    await this.dataSource.transaction(async (manager) => {
      await work.assertHeld(manager);
      const { organisationId } = check;
      const turned = await storeFlags(manager, check, flags);
      await requestDerivations(
        manager,
        turned.map(({ at }) => ({ organisationId, at })),
      );
    });
  }

  private async flagsOn({ organisationId, day }: Check): Promise<Map<string, Flags>> {
    const { manager } = this.dataSource;
    const { start, end } = boundsOf(day);
    const window = { from: start - REACH, to: end + REACH };
    const days = { first: localDate(window.from), last: localDate(window.to) };
    const seen = await seenBetween(manager, organisationId, window, days);
    if (seen.length === 0) return new Map();
    const rules = await manager.findBy(PlausibilityRule, [{ organisationId: IsNull() }, { organisationId }]);
    return flagsOf(seen, await this.surroundings(organisationId, day, seen), rules);
  }

  private async surroundings(organisationId: string, day: string, seen: readonly Seen[]): Promise<Surroundings> {
    const { manager } = this.dataSource;
    const number = dayNumberOfDate(day);
    const days = { first: localDate(boundsOf(day).start - REACH), last: localDate(boundsOf(day).end + REACH) };
    const workers = new Set(seen.map(({ workerNo }) => workerNo));
    const patterns = await patternsOf(manager, organisationId);
    const places = await placesSeen(
      manager,
      seen.map(({ placeNo }) => placeNo),
    );
    const sites = grouped(await sitesOf(manager, workers, days), ({ workerNo }) => workerNo);
    return {
      places: new Map(places.map((place) => [place.no, place])),
      open: openHours(patterns, number - 2, number + 1),
      shifts: ownShifts(patterns, await shiftDays(manager, workers, days)),
      belongs: new Map([...sites].map(([no, rows]) => [no, new Set(rows.map(({ siteId }) => siteId))])),
    };
  }
}
