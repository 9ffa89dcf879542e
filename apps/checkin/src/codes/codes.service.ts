import { Injectable } from '@nestjs/common';
import { type Actor, type CodeFormat, localDate, type PlaceImage, type ReissuedBadge, secondsOf } from '@app/contracts';
import { Audit, type Worker, workerFor } from '@app/database';
import { DataSource } from 'typeorm';
import { type CodeImage, drawCode, drawPdf, drawSheet } from './code-image.js';
import { CodeTokens } from './code-tokens.js';
import { cardsOf, posterOfPlace, raiseVersion } from './codes.queries.js';
import { placeFor } from './place-for.js';
import { cardPages } from './print/badge-cards.js';
import { posterOf } from './print/poster.js';
import { Sheets } from './sheets.js';

/** The printed codes of one place or worker. */
@Injectable()
export class CodesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly tokens: CodeTokens,
    private readonly sheets: Sheets,
  ) {}

  /** The public address with the place's token, alone or on its poster. @throws not_found */
  async placeCode(actor: Actor, placeId: string, { format, layout }: PlaceImage): Promise<CodeImage> {
    const { manager } = this.dataSource;
    const place = await placeFor(manager, actor, placeId);
    if (format !== 'pdf' && layout === 'code') return drawCode(this.sheets.posterAddress(place), format);
    return drawSheet(posterOf(this.sheets.poster(await posterOfPlace(manager, place.no))), format);
  }

  /** A worker's badge: the bare token, nothing of the person; as PDF the card with name and code. @throws not_found */
  async badge(actor: Actor, workerId: string, format: CodeFormat): Promise<CodeImage> {
    const worker = await workerFor(this.dataSource.manager, actor, workerId);
    return format === 'pdf' ? this.card(actor, worker) : drawCode(this.tokens.badge(worker), format);
  }

  /** Every poster printed so far is worthless from now on. @throws not_found */
  async revokePlaceCode(actor: Actor, placeId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { no } = await placeFor(manager, actor, placeId);
      await raiseVersion(manager, 'poster', no);
      await this.audit.record(manager, actor, { action: 'code.revoke', subject: `place:${placeId}` });
    });
  }

  /** Every badge made so far is worthless from now on. @throws not_found */
  async revokeBadge(actor: Actor, workerId: string): Promise<void> {
    await this.reissueBadge(actor, workerId);
  }

  /** A new badge for one that was lost. @throws not_found */
  async reissueBadge(actor: Actor, workerId: string): Promise<ReissuedBadge> {
    return this.dataSource.transaction(async (manager) => {
      const { no } = await workerFor(manager, actor, workerId);
      await raiseVersion(manager, 'badge', no);
      await this.audit.record(manager, actor, { action: 'code.revoke', subject: `worker:${workerId}` });
      const worker = await workerFor(manager, actor, workerId);
      return { workerId, version: worker.badgeVersion, badge: this.tokens.badge(worker) };
    });
  }

  private async card(actor: Actor, { id, organisationId }: Worker): Promise<CodeImage> {
    const rows = await this.dataSource.transaction(async (manager) => {
      await this.audit.record(manager, actor, { action: 'badge.print', subject: `worker:${id}` });
      const today = localDate(secondsOf(new Date()));
      const asked = { organisationId, workerIds: [id], siteId: undefined, placeId: undefined, today, limit: 1 };
      return cardsOf(manager, asked);
    });
    return drawPdf(cardPages(rows.map((row) => this.sheets.card(row, { showName: true, showCode: true }))));
  }
}
