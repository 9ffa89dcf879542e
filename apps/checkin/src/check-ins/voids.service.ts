import { Injectable } from '@nestjs/common';
import { type Actor, isoOf, type VoidedCheckIn } from '@app/contracts';
import { Audit } from '@app/database';
import { DomainError } from '@app/platform';
import { DataSource } from 'typeorm';
import { requestDerivations } from '../stays/derivation-requests.js';
import { lockCheckIn } from './stored-check-in.queries.js';
import { markVoid } from './voids.queries.js';

/** Check-ins that were wrong: they stay on record, and no stay, count or later scan rests on them. */
@Injectable()
export class VoidsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** @throws not_found, already_voided */
  async takeBack(actor: Actor, id: string, reason: string): Promise<VoidedCheckIn> {
    return this.dataSource.transaction(async (manager) => {
      const row = await lockCheckIn(manager, actor, id);
      if (row.isVoid) throw new DomainError('already_voided');
      const voidedAt = await markVoid(manager, { id, day: row.day, by: actor.userId, reason });
      const entry = { action: 'check_in.void', subject: `check_in:${id}`, workerNos: [row.workerNo] };
      await this.audit.record(manager, actor, entry);
      await requestDerivations(manager, [row]);
      return { id, voidedAt: isoOf(voidedAt), voidedBy: actor.userId, reason };
    });
  }
}
