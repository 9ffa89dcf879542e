import { Injectable } from '@nestjs/common';
import { type Actor, isoOf } from '@app/contracts';
import { asSystem } from '@app/platform';
import { type Site, siteFor } from '@app/database';
import { DataSource } from 'typeorm';
import { OccupancyFeed } from './occupancy-feed.js';
import { type InsideRow, insideNow } from './occupancy.queries.js';
import type { Observable } from 'rxjs';

export interface Occupancy {
  siteId: string;
  at: string;
  inside: number;
  places: InsideRow[];
}

/** How many are inside a site, by place: whose last check-in of sixteen hours was in, counted where it was. */
@Injectable()
export class OccupancyService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: OccupancyFeed,
  ) {}

  /** @throws not_found */
  async now(actor: Actor, siteId: string): Promise<Occupancy> {
    return this.count(await siteFor(this.dataSource.manager, actor, siteId));
  }

  /** The same now and whenever it changes, looked at once a second however many watch. @throws not_found */
  async watch(actor: Actor, siteId: string): Promise<Observable<Occupancy>> {
    const site = await siteFor(this.dataSource.manager, actor, siteId);
    return this.feed.of(siteId, () => this.count(site));
  }

  private async count(site: Site): Promise<Occupancy> {
    const now = new Date();
    const places = await asSystem('inside', () => insideNow(this.dataSource.manager, site, now));
    const inside = places.reduce((sum, place) => sum + place.inside, 0);
    return { siteId: site.id, at: isoOf(now), inside, places };
  }
}
