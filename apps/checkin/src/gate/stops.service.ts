import { Injectable } from '@nestjs/common';
import {
  type Actor,
  flagKey,
  isoOf,
  type List,
  localDate,
  secondsOf,
  type StopAnswer,
  type StopQuery,
} from '@app/contracts';
import { Audit, cursorOf, listOf, organisationFor } from '@app/database';
import { DataSource } from 'typeorm';
import { type StopRow, stopsAfter } from './stops.queries.js';

/** Whom the gates stopped or warned of, for the enterprise to look after. */
@Injectable()
export class StopsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** Of one day, today unless another is asked for. Each reading is on record. @throws not_found */
  async list(actor: Actor, organisationId: string, query: StopQuery): Promise<List<StopAnswer>> {
    const { manager } = this.dataSource;
    await organisationFor(manager, actor, organisationId);
    const day = query.day ?? localDate(secondsOf(new Date()));
    const wish = { organisationId, day, siteId: actor.scope.siteId };
    const rows = await stopsAfter(manager, wish, cursorOf(query, flagKey), query.limit + 1);
    const list = listOf(rows, query, ({ at, id }) => [at.toISOString(), id], answerOf);
    await this.audit.record(manager, actor, {
      ...{ action: 'stops.read', subject: `organisation:${organisationId}`, details: { day } },
      workers: [...new Set(list.items.map(({ workerId }) => workerId))],
    });
    return list;
  }
}

const answerOf = ({ at, decision, overriddenDecision, ...row }: StopRow): StopAnswer => ({
  ...row,
  at: isoOf(at),
  decision: overriddenDecision ?? decision,
  overridden: overriddenDecision !== null,
});
