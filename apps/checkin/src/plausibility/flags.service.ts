import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type ClearedFlag,
  FLAG_CODES,
  type FlagAnswer,
  type FlagClearing,
  flagKey,
  type FlagQuery,
  isoOf,
  isoOrNull,
  type List,
} from '@app/contracts';
import { Audit, cursorOf, listOf, organisationFor } from '@app/database';
import { DomainError } from '@app/platform';
import { DataSource } from 'typeorm';
import { lockCheckIn } from '../check-ins/stored-check-in.queries.js';
import { requestDerivations } from '../stays/derivation-requests.js';
import { type FlagRow, flagsAfter, storeClearing } from './flags.queries.js';

const FLAGS: readonly string[] = FLAG_CODES;

/** What is shown to an enterprise as implausible, and what it has looked into. */
@Injectable()
export class FlagsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** Implausible check-ins of an organisation's workers. Each reading is on record. @throws not_found */
  async list(actor: Actor, organisationId: string, query: FlagQuery): Promise<List<FlagAnswer>> {
    const { manager } = this.dataSource;
    await organisationFor(manager, actor, organisationId);
    const after = cursorOf(query, flagKey);
    const rows = await flagsAfter(manager, organisationId, query, actor.scope.siteId, after, query.limit + 1);
    const list = listOf(rows, query, ({ at, id }) => [at.toISOString(), id], answerOf);
    const { status, code, day } = query;
    await this.audit.record(manager, actor, {
      ...{ action: 'flags.read', subject: `organisation:${organisationId}`, details: { status, code, day } },
      workers: [...new Set(list.items.map(({ workerId }) => workerId))],
    });
    return list;
  }

  /**
   * Lets a check-in count that was implausible; what was held back is present from then on. The note stands with the
   * check-in and nowhere else. @throws not_found, already_voided, already_cleared, nothing_to_clear
   */
  clear(actor: Actor, id: string, { note }: FlagClearing): Promise<ClearedFlag> {
    return this.dataSource.transaction(async (manager) => {
      const row = await lockCheckIn(manager, actor, id);
      const { day, reasons, isHeld } = row;
      if (row.isVoid) throw new DomainError('already_voided');
      if (row.isCleared) throw new DomainError('already_cleared');
      if (!reasons.some((reason) => FLAGS.includes(reason))) throw new DomainError('nothing_to_clear');
      const clearedAt = await storeClearing(manager, { id, day, note, by: actor.userId });
      const details = { reasons, isHeld };
      const workerNos = [row.workerNo];
      await this.audit.record(manager, actor, {
        action: 'check_in.clear',
        subject: `check_in:${id}`,
        workerNos,
        details,
      });
      if (isHeld) await requestDerivations(manager, [row]);
      return { id, reasons, note, clearedAt: isoOf(clearedAt) };
    });
  }
}

const answerOf = ({ at, clearedAt, ...row }: FlagRow): FlagAnswer => ({
  ...row,
  at: isoOf(at),
  status: clearedAt ? 'cleared' : 'open',
  clearedAt: isoOrNull(clearedAt),
});
