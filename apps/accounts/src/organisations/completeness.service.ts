import { Injectable } from '@nestjs/common';
import { type Actor, type CompletenessAnswer, isoOf, isoOrNull, localDate, secondsOf } from '@app/contracts';
import { organisationFor } from '@app/database';
import { asSystem } from '@app/platform';
import { DataSource } from 'typeorm';
import { completenessOf } from './completeness.queries.js';

/** What an organisation has told of what a trace will need. Counts alone: nobody is named. */
@Injectable()
export class CompletenessService {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws not_found */
  async of(actor: Actor, organisationId: string): Promise<CompletenessAnswer> {
    const { manager } = this.dataSource;
    await organisationFor(manager, actor, organisationId);
    const now = new Date();
    const today = localDate(secondsOf(now));
    const row = await asSystem('figures', () => completenessOf(manager, organisationId, today));
    const { active, withPhone, withPlace, withShift, withRoom, lastImportAt, lastCheckInAt, ...rest } = row;
    return {
      ...{ organisationId, at: isoOf(now), ...rest },
      workers: { active, withPhone, withPlace, withShift, withRoom },
      lastImportAt: isoOrNull(lastImportAt),
      lastCheckInAt: isoOrNull(lastCheckInAt),
    };
  }
}
