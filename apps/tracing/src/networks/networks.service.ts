import { Injectable } from '@nestjs/common';
import {
  isoOf,
  type Actor,
  type List,
  type NetworkPlaceFigures,
  type NetworkPlaceFilter,
  type NewNetwork,
} from '@app/contracts';
import { Audit, listOf, Network, newId, siteFor, siteInBody } from '@app/database';
import { DomainError, notFound } from '@app/platform';
import { cancel, enqueue } from '@app/queue';
import { DataSource, type EntityManager } from 'typeorm';
import { PresetsService } from '../presets/presets.service.js';
import { findNetwork, findPlaces, type NetworkRow } from './networks.queries.js';

const answerOf = (row: NetworkRow) => ({
  id: row.id,
  status: row.status,
  progress: row.progress,
  ...(row.error ? { error: row.error } : {}),
  siteId: row.site_id,
  from: row.from_day,
  to: row.to_day,
  preset: row.preset,
  days: row.days,
  createdAt: isoOf(row.created_at),
});
export type NetworkAnswer = ReturnType<typeof answerOf>;

/** How the contacts at a site hang together. Figures alone: nobody can be told from them, so reading is not audited. */
@Injectable()
export class NetworksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly presets: PresetsService,
    private readonly audit: Audit,
  ) {}

  /** Queues a network. @throws unknown_site, unknown_preset, unknown_kind */
  create(actor: Actor, body: NewNetwork): Promise<NetworkAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const { id: siteId } = await siteInBody(manager, actor, body.siteId);
      const preset = await this.presets.forDay(manager, body, body.to);
      const id = newId();
      const row = { id, siteId, fromDay: body.from, toDay: body.to, requestedBy: actor.userId };
      await manager.insert(Network, { ...row, preset: { ...preset } });
      await enqueue(manager, 'network.run', id);
      await this.audit.record(manager, actor, { action: 'network.create', subject: `network:${id}`, count: 0 });
      return answerOf(await this.read(manager, actor, id));
    });
  }

  /** @throws not_found */
  async get(actor: Actor, id: string): Promise<NetworkAnswer> {
    return answerOf(await this.read(this.dataSource.manager, actor, id));
  }

  /** @throws not_found */
  async places(actor: Actor, id: string, filter: NetworkPlaceFilter): Promise<List<NetworkPlaceFigures>> {
    const { manager } = this.dataSource;
    await this.read(manager, actor, id);
    const rows = await findPlaces(manager, id, filter);
    return listOf(
      rows,
      filter,
      ({ contacts, day, placeId }) => [contacts, day, placeId],
      (row) => row,
    );
  }

  /** Stops a network; its finished days stay readable. @throws not_found, already_finished */
  cancel(actor: Actor, id: string): Promise<NetworkAnswer> {
    return this.dataSource.transaction(async (manager) => {
      await this.read(manager, actor, id);
      if (!(await cancel(manager, id))) throw new DomainError('already_finished');
      await this.audit.record(manager, actor, { action: 'network.cancel', subject: `network:${id}`, count: 0 });
      return answerOf(await this.read(manager, actor, id));
    });
  }

  private async read(manager: EntityManager, actor: Actor, id: string): Promise<NetworkRow> {
    const row = await findNetwork(manager, id);
    if (!row) throw notFound();
    await siteFor(manager, actor, row.site_id);
    return row;
  }
}
