import { Injectable } from '@nestjs/common';
import { type Actor, type CaseClock, isoOf, isoOrNull, type TracingClock } from '@app/contracts';
import { Audit } from '@app/database';
import { asSystem } from '@app/platform';
import { DataSource } from 'typeorm';
import { clockOf, type ClockRow } from './clock.queries.js';
import { districtsOf, mediansOf } from './medians.js';

/** So many cases of a time are looked at, the newest; a province has fewer in two weeks unless it has other worries. */
const MOST_CASES = 2_000;

const answerOf = (row: ClockRow): CaseClock => ({
  ...{ caseId: row.case_id, workerId: row.worker_id, workerCode: row.worker_code, organisationId: row.organisation_id },
  districtCode: row.district_code,
  positiveAt: isoOf(row.positive_at),
  listAt: isoOrNull(row.list_at),
  noticeAt: isoOrNull(row.notice_at),
  quarantineAt: isoOrNull(row.quarantine_at),
  ...{ contacts: row.contacts, notified: row.notified, quarantined: row.quarantined },
});

/** How long it takes from a positive result to a list, to notice and to quarantine (docs/decisions/0039-follow-up.md). */
@Injectable()
export class ClockService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  read(actor: Actor, days: number): Promise<TracingClock> {
    return this.dataSource.transaction(async (manager) => {
      const { manager: all } = this.dataSource;
      const rows = await asSystem('figures', () => clockOf(all, actor, days, MOST_CASES));
      await this.audit.record(manager, actor, {
        ...{ action: 'tracing-clock.read', details: { days } },
        workers: rows.map(({ worker_id }) => worker_id),
        caseIds: rows.map(({ case_id }) => case_id),
      });
      return { cases: rows.map(answerOf), districts: districtsOf(rows), all: mediansOf(rows) };
    });
  }
}
