import { Injectable } from '@nestjs/common';
import { isoOf, type Actor, type CommonPlace, type List, type Page } from '@app/contracts';
import { Audit, listOf, readForTrace, requireOpenCase } from '@app/database';
import { DataSource } from 'typeorm';
import { traceFor } from '../traces/traces.queries.js';
import { type CommonPlaceRow, findCommonPlaces } from './common-places.queries.js';

const answerOf = (row: CommonPlaceRow): CommonPlace => ({
  placeId: row.place_id,
  placeName: row.name,
  kind: row.kind,
  caseIds: row.case_ids,
  overlapSeconds: Number(row.overlap_seconds),
  gapSeconds: row.gap_seconds,
  firstAt: isoOf(row.first_at),
  lastAt: isoOf(row.last_at),
});

/** Where the cases of a backward trace crossed each other's path before they fell ill. */
@Injectable()
export class CommonPlacesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** None of a forward trace, and of one case alone. @throws not_found, case_closed */
  list(actor: Actor, traceId: string, page: Page): Promise<List<CommonPlace>> {
    return this.dataSource.transaction(async (manager) => {
      await traceFor(manager, actor, traceId);
      await readForTrace(manager, traceId);
      await requireOpenCase(manager, traceId);
      const list = listOf(await findCommonPlaces(manager, traceId, page), page, (row) => [row.position], answerOf);
      const count = new Set(list.items.flatMap(({ caseIds }) => caseIds)).size;
      await this.audit.record(manager, actor, { action: 'common-place.read', subject: `trace:${traceId}`, count });
      return list;
    });
  }
}
