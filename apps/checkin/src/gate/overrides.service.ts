import { Injectable } from '@nestjs/common';
import { type Actor, type CheckInOverride, isoOf, type OverrideAnswer } from '@app/contracts';
import { Audit } from '@app/database';
import { DomainError } from '@app/platform';
import { DataSource } from 'typeorm';
import { lockCheckIn } from '../check-ins/stored-check-in.queries.js';
import { requestDerivations } from '../stays/derivation-requests.js';
import { storeOverride } from './overrides.queries.js';

/** What somebody at the gate decided otherwise than the rules. */
@Injectable()
export class OverridesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /**
   * Lets somebody in; who was stopped is present from then on, so the day's stays are worked out again. The note stands
   * with the check-in and nowhere else. @throws not_found, already_voided, nothing_to_override,
   * already_overridden
   */
  override(actor: Actor, id: string, { decision, note }: CheckInOverride): Promise<OverrideAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const row = await lockCheckIn(manager, actor, id);
      if (row.isVoid) throw new DomainError('already_voided');
      if (row.overriddenDecision) throw new DomainError('already_overridden');
      if (row.decision === 'allow') throw new DomainError('nothing_to_override');
      const overriddenAt = await storeOverride(manager, { ...row, decision, note, by: actor.userId });
      const { reasons, decision: overriddenDecision } = row;
      const details = { overriddenDecision, reasons };
      const entry = { action: 'check_in.override', subject: `check_in:${id}`, workerNos: [row.workerNo], details };
      await this.audit.record(manager, actor, entry);
      if (overriddenDecision === 'stop') await requestDerivations(manager, [row]);
      return { id, decision, overriddenDecision, reasons, note, overriddenAt: isoOf(overriddenAt) };
    });
  }
}
