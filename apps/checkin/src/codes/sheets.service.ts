import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type BadgeSheet,
  CODES_A_FILE,
  type ErrorCode,
  localDate,
  type PosterSheet,
  secondsOf,
} from '@app/contracts';
import { Audit, organisationFor, siteFor } from '@app/database';
import { DomainError } from '@app/platform';
import { DataSource } from 'typeorm';
import { type CodeImage, drawPdf } from './code-image.js';
import { cardsOf, postersOfSite } from './codes.queries.js';
import { cardPages } from './print/badge-cards.js';
import { posterPages } from './print/poster.js';
import { Sheets } from './sheets.js';

/** Many codes in one file. */
@Injectable()
export class SheetsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly sheets: Sheets,
  ) {}

  /** Posters of a site's places. @throws not_found, unknown_place, too_many_codes */
  async posters(actor: Actor, siteId: string, { placeIds, perPage }: PosterSheet): Promise<CodeImage> {
    const { manager } = this.dataSource;
    await siteFor(manager, actor, siteId);
    const rows = await postersOfSite(manager, siteId, placeIds, CODES_A_FILE + 1);
    assertWhole(rows.length, placeIds, 'unknown_place');
    return drawPdf(
      posterPages(
        rows.map((row) => this.sheets.poster(row)),
        perPage,
      ),
    );
  }

  /** Cards of an organisation's workers. @throws not_found, unknown_worker, too_many_codes */
  async badges(actor: Actor, organisationId: string, sheet: BadgeSheet): Promise<CodeImage> {
    const { workerIds, filter, showName, showCode } = sheet;
    const rows = await this.dataSource.transaction(async (manager) => {
      await organisationFor(manager, actor, organisationId);
      const today = localDate(secondsOf(new Date()));
      const asked = { organisationId, workerIds, siteId: filter?.siteId, placeId: filter?.placeId, today };
      const found = await cardsOf(manager, { ...asked, limit: CODES_A_FILE + 1 });
      assertWhole(found.length, workerIds, 'unknown_worker');
      const subject = `organisation:${organisationId}`;
      const workerNos = found.map(({ no }) => no);
      await this.audit.record(manager, actor, { action: 'badge.print', subject, workerNos, details: filter });
      return found;
    });
    return drawPdf(cardPages(rows.map((row) => this.sheets.card(row, { showName, showCode }))));
  }
}

/** A file holds all that was asked for or is not made. */
function assertWhole(found: number, ids: readonly string[] | undefined, unknown: ErrorCode): void {
  if (found > CODES_A_FILE) throw new DomainError('too_many_codes');
  if (ids && found < new Set(ids).size) throw new DomainError(unknown);
}
